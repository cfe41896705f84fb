using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Tests.Unit.Ingest;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Polling;
using BtcTracker.Web.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>The store is asked for a tick once a period, and only while anybody wants one.</summary>
[Trait("Level", "Unit")]
public sealed class TickReaderTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = Samples.At("2026-11-20T12:00Z");
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _clock = new(Noon);
    private readonly List<DateTimeOffset> _looks = [];
    private readonly CurrentSnapshot _current;
    private readonly CurrentTick _ticks;
    private readonly TickReader _reader;
    private PriceStoreException? _failure;

    public TickReaderTests()
    {
        _current = new CurrentSnapshot(_clock);
        _ticks = new CurrentTick(_current, _clock);
        _reader = new TickReader(
            new LatestQuoteStore(null, null) { Tick = Look },
            _current,
            _ticks,
            _clock,
            NullLogger<TickReader>.Instance
        );
        Publish(Period);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _reader.StopAsync(CancellationToken.None);
        _reader.Dispose();
    }

    [Fact]
    public async Task Nobody_wants_one_and_nothing_is_asked()
    {
        await _reader.StartAsync(Token);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, _clock.WaitingTimers);
        Assert.Empty(_looks);
    }

    [Fact]
    public async Task The_first_who_wants_one_has_it_looked_for_at_once_and_then_a_second_after_each_whole_period()
    {
        _clock.Advance(TimeSpan.FromSeconds(3));
        await _reader.StartAsync(Token);
        await WantForAsync(seconds: 40);

        Assert.Equal([Noon.AddSeconds(3), Noon.AddSeconds(11), Noon.AddSeconds(21), Noon.AddSeconds(31), Noon.AddSeconds(41)], _looks);
        Assert.Equal(60_000m, _ticks.Value!.Tick.Price);
    }

    [Fact]
    public async Task The_store_is_not_read_from_half_a_minute_after_the_last_request()
    {
        await _reader.StartAsync(Token);
        await WantForAsync(seconds: 1);
        for (var second = 0; second < 60; second++)
        {
            await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1 || !_ticks.IsWanted, Token);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_looks.Count, 3, 5);
        Assert.True(_looks[^1] <= Noon.AddSeconds(42));
    }

    [Fact]
    public async Task An_ingest_that_reads_no_ticks_has_the_store_asked_for_none()
    {
        Publish(TimeSpan.Zero);
        await _reader.StartAsync(Token);
        await WantForAsync(seconds: 30);

        Assert.Empty(_looks);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_leaves_the_last_tick_and_is_asked_again()
    {
        await _reader.StartAsync(Token);
        await WantForAsync(seconds: 12);
        _failure = new PriceStoreException("No.");
        await WantForAsync(seconds: 20);
        var (looks, kept) = (_looks.Count, _ticks.Value);
        _failure = null;
        await WantForAsync(seconds: 10);

        Assert.NotNull(kept);
        Assert.Equal((4, 5), (looks, _looks.Count));
    }

    [Fact]
    public void A_tick_that_is_no_newer_than_the_quote_or_of_another_market_is_none()
    {
        var quote = _current.Value.Latest!;
        _ticks.Take(new Tick(1m, quote.AsOf, quote.Source));
        Assert.Null(_ticks.Value);

        _ticks.Take(new Tick(1m, quote.AsOf.AddSeconds(5), "demo:coinbase"));
        Assert.Null(_ticks.Value);

        _ticks.Take(new Tick(1m, quote.AsOf.AddSeconds(5), "coinbase"));
        Assert.NotNull(_ticks.Value);
        _current.Publish(_current.Value with { Latest = quote with { AsOf = quote.AsOf.AddSeconds(6) } });
        Assert.Null(_ticks.Value);
    }

    private void Publish(TimeSpan period) =>
        _current.Publish(
            new MarketSnapshot
            {
                ReadAt = Noon,
                Latest = MarketData.Quote(Noon.AddSeconds(-60), 59_000m),
                Schedule = MarketData.Schedule(Noon.AddMinutes(4), TimeSpan.FromMinutes(5)) with { TickPeriod = period },
            }
        );

    private Tick? Look()
    {
        _looks.Add(_clock.GetUtcNow());
        return _failure is null ? new Tick(60_000m, _clock.GetUtcNow(), "coinbase") : throw _failure;
    }

    /// <summary>Wants a tick each second.</summary>
    private async Task WantForAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _ticks.Want();
            await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1, Token);
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1, Token);
        }
    }
}
