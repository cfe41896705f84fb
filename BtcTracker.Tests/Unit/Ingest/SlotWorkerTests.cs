using BtcTracker.Ingest.Health;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class SlotWorkerTests : IAsyncDisposable
{
    private static readonly SlotGrid FiveMinutes = SlotGrid.Parse("5m", MarketMode.Live);

    private readonly ManualTimeProvider _clock = new(IngestParts.Noon.AddSeconds(70));
    private readonly Outbox _outbox = new(FiveMinutes, IngestParts.Metrics(), NullLogger<Outbox>.Instance);
    private readonly StubSource _source;
    private SlotWorker? _worker;

    public SlotWorkerTests() => _source = StubSource.Priced("one", _clock, 60_000m);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.StopAsync(CancellationToken.None);
            _worker.Dispose();
        }
    }

    [Fact]
    public async Task The_first_reading_is_taken_at_once_and_the_next_ones_on_the_grid()
    {
        await StartAsync();
        await MoveOnAsync(TimeSpan.FromMinutes(10));

        Assert.Equal([Minute(0), Minute(5), Minute(10)], await SlotsAsync(3));
    }

    [Fact]
    public async Task A_slot_that_has_its_quote_is_not_read_again_after_a_restart()
    {
        await StartAsync(latest: IngestParts.Quote(60_000m, Minute(0)));
        await MoveOnAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([Minute(5)], await SlotsAsync(1));
    }

    [Fact]
    public async Task A_start_just_before_a_slot_does_not_read_the_slot_that_ends()
    {
        _clock.Set(Minute(5).AddSeconds(-1));
        await StartAsync();
        await MoveOnAsync(TimeSpan.FromSeconds(5));

        Assert.Equal([Minute(5)], await SlotsAsync(1));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_at_the_start_does_not_keep_from_reading()
    {
        await StartAsync(failure: new PriceStoreException("It is not there."));

        Assert.Equal([Minute(0)], await SlotsAsync(1));
    }

    [Fact]
    public async Task A_reading_older_than_a_latest_quote_that_the_store_did_not_give_at_the_start_never_takes_its_place()
    {
        var store = new LatestQuoteStore(IngestParts.Quote(60_000m, Minute(0)), new PriceStoreException("It is not there."));
        var trailing = new StubSource(
            "one",
            (slot, _) => Task.FromResult(IngestParts.Quote(60_010m, Minute(-1), "one") with { Slot = slot })
        );
        var reader = new SlotReader(
            IngestParts.Reader(_clock, NullLogger<MarketReader>.Instance, trailing),
            _outbox,
            IngestParts.StoreCalls(_clock),
            store,
            IngestParts.Metrics(),
            _clock,
            NullLogger<SlotReader>.Instance
        );
        await reader.PrepareAsync(Token);
        store.IsBack = true;

        Assert.False(await reader.ReadAsync(Minute(0), TimeSpan.FromSeconds(8), Token));
        Assert.Equal(Minute(0), reader.Latest!.AsOf);
    }

    [Fact]
    public async Task A_slot_without_a_quote_is_put_into_the_outbox_too()
    {
        await StartAsync(source: StubSource.Failing("one", SourceFailure.Server));
        await Eventually.IsTrueAsync(() => _outbox.Count == 1, Token);

        var outcome = Assert.Single(await _outbox.TakeAsync(Token));
        Assert.Equal(new SlotOutcome(Minute(0), null), outcome with { Trace = default });
    }

    [Fact]
    public async Task A_clock_that_is_set_back_brings_earlier_slots_and_no_long_silence()
    {
        await StartAsync();
        await Eventually.IsTrueAsync(() => _outbox.Count == 1 && _clock.WaitingTimers == 1, Token);
        _clock.Set(Minute(-60).AddSeconds(70));
        await MoveOnAsync(TimeSpan.FromMinutes(10));

        Assert.Equal([Minute(0), Minute(-55), Minute(-50)], await SlotsAsync(3));
    }

    [Fact]
    public async Task A_machine_that_slept_reads_the_slot_that_it_wakes_in()
    {
        await StartAsync();
        await Eventually.IsTrueAsync(() => _outbox.Count == 1 && _clock.WaitingTimers == 1, Token);
        _clock.Set(Minute(63));
        await MoveOnAsync(TimeSpan.FromSeconds(30));

        await Eventually.IsTrueAsync(() => _outbox.Count == 3, Token);
        Assert.Equal(
            [(Minute(0), 1), (Minute(5), 11), (Minute(60), 1)],
            (await _outbox.TakeAsync(Token)).Select(outcome => (outcome.Slot, outcome.Count))
        );
    }

    private static DateTimeOffset Minute(int minutes) => IngestParts.Noon.AddMinutes(minutes);

    private async Task StartAsync(Quote? latest = null, PriceStoreException? failure = null, IQuoteSource? source = null)
    {
        var market = IngestParts.Reader(_clock, NullLogger<MarketReader>.Instance, source ?? _source);
        var reader = new SlotReader(
            market,
            _outbox,
            IngestParts.StoreCalls(_clock),
            new LatestQuoteStore(latest, failure),
            IngestParts.Metrics(),
            _clock,
            NullLogger<SlotReader>.Instance
        );
        _worker = new SlotWorker(
            FiveMinutes,
            reader,
            _outbox,
            new WorkerHeartbeat(_clock),
            IngestParts.Metrics(),
            _clock,
            NullLogger<SlotWorker>.Instance
        );
        await _worker.StartAsync(Token);
    }

    /// <summary>Lets time go by in steps, each once the worker waits again.</summary>
    private async Task MoveOnAsync(TimeSpan by)
    {
        var step = by < TimeSpan.FromSeconds(10) ? by : TimeSpan.FromSeconds(10);
        for (var gone = TimeSpan.Zero; gone < by; gone += step)
        {
            await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1, Token);
            _clock.Advance(step);
        }
    }

    private async Task<IReadOnlyList<DateTimeOffset>> SlotsAsync(int count)
    {
        await Eventually.IsTrueAsync(() => _outbox.Count >= count, Token);
        return [.. (await _outbox.TakeAsync(Token)).Select(outcome => outcome.Slot)];
    }
}
