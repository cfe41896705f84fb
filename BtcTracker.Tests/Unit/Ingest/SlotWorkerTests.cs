using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class SlotWorkerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new(Noon.AddMinutes(2));
    private readonly Outbox _outbox = new(Readings.Metrics(), NullLogger<Outbox>.Instance);
    private readonly List<SlotWorker> _workers = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_slot_at_the_start_is_read_at_once_and_then_each_one_at_its_time()
    {
        await StartAsync(new Readings.Source("one", (_, _) => Task.FromResult(Readings.Of(64_000m, asOf: _clock.GetUtcNow()))));

        await AssertNextAsync(Noon);
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        await AssertNextAsync(Noon.AddMinutes(5));
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await AssertNextAsync(Noon.AddMinutes(10));
    }

    [Fact]
    public async Task A_slot_that_has_its_quote_is_not_read_again()
    {
        await StartAsync(new Readings.Source("one", 64_000m), newest: Readings.Of(63_000m));

        await AdvanceAsync(TimeSpan.FromMinutes(3));

        await AssertNextAsync(Noon.AddMinutes(5));
    }

    [Fact]
    public async Task A_hanging_source_is_given_up_before_the_next_slot_which_stays_on_the_grid()
    {
        await StartAsync(new Readings.Source("one", async (call, token) =>
        {
            await Task.Delay(call == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, _clock, token);
            return Readings.Of(64_000m);
        }));

        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Null((await NextAsync()).Quote);
        await AdvanceAsync(TimeSpan.FromMinutes(2));
        await AssertNextAsync(Noon.AddMinutes(5));
    }

    [Fact]
    public async Task After_the_machine_slept_the_present_slot_is_read_and_not_those_gone_by()
    {
        await StartAsync(new Readings.Source("one", (_, _) => Task.FromResult(Readings.Of(64_000m))));
        await AssertNextAsync(Noon);
        await AdvanceAsync(TimeSpan.FromSeconds(15));

        _clock.Set(Noon.AddMinutes(31));
        await AdvanceAsync(TimeSpan.FromSeconds(15));

        await AssertNextAsync(Noon.AddMinutes(30));
    }

    public void Dispose() => _workers.ForEach(worker =>
    {
        worker.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
        worker.Dispose();
    });

    private async Task StartAsync(IQuoteSource source, Quote? newest = null)
    {
        var metrics = Readings.Metrics();
        var worker = new SlotWorker(
            SlotGrid.Parse("5m", MarketMode.Live),
            new MarketReader([source], metrics, _clock, NullLogger<MarketReader>.Instance),
            _outbox,
            new StoreCalls(metrics, _clock, NullLogger<StoreCalls>.Instance),
            new NewestAlone(newest),
            metrics,
            _clock,
            NullLogger<SlotWorker>.Instance);
        _workers.Add(worker);
        await worker.StartAsync(Cancelled);
    }

    // In steps, each after the worker has begun to wait, so that the clock never runs ahead of it.
    private async Task AdvanceAsync(TimeSpan by)
    {
        for (var done = TimeSpan.Zero; done < by; done += TimeSpan.FromSeconds(15))
        {
            while (_clock.WaitingTimers == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancelled);
            }

            _clock.Advance(TimeSpan.FromSeconds(15));
        }
    }

    private async Task AssertNextAsync(DateTimeOffset slot)
    {
        var outcome = await NextAsync();
        Assert.Equal((slot, slot), (outcome.Slot, outcome.Quote?.Slot));
    }

    private async Task<SlotOutcome> NextAsync() => Assert.Single(await _outbox.TakeAsync(Cancelled));

    /// <summary>A store of which only the newest quote is read here.</summary>
    private sealed class NewestAlone(Quote? newest) : IPriceReader
    {
        public Task<Quote?> FindLatestQuoteAsync(Symbol symbol, DateTimeOffset notAfter, CancellationToken cancellationToken) => Task.FromResult(newest);

        public IAsyncEnumerable<Quote> ReadQuotesAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public IAsyncEnumerable<Candle> ReadCandlesAsync(Symbol symbol, Interval interval, TimeRange range, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<IngestSchedule?> FindScheduleAsync(CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
