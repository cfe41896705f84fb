using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Storing;
using BtcTracker.Market;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.Faults;

/// <summary>Ingest over a real store while its clock, or a source's, is wrong. The test moves the clock.</summary>
[Trait("Level", "Faults")]
[Slow]
public sealed class WrongClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    // Yesterday's noon: in the past, and in one day and month.
    private readonly ManualTimeProvider _clock = new(Interval.OneDay.OpenTimeOf(TimeProvider.System.GetUtcNow()).AddHours(-12));
    private TimeSpan _wrongBy;
    private TimeSpan _sourceTrailsBy;
    private int _readings;
    private IngestWorld? _world;
    private IHost? _ingest;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        var source = new StubSource(
            "demo:one",
            (slot, _) =>
                Task.FromResult(
                    MarketData.Quote(slot, 60_000m + ++_readings, "demo:one") with
                    {
                        AsOf = _clock.GetUtcNow() - _wrongBy - _sourceTrailsBy,
                    }
                )
        );
        var builder = IngestApp.CreateBuilder(World.Arguments(("Ingest__Interval", "5m"), ("Logging__LogLevel__Default", "Error")));
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<IReadOnlyList<IQuoteSource>>([source]);
        // The store answers in its own time: by the test's clock a step of it would cut a call off, and then nothing would end the pause
        // after it.
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<StoreCalls>(services, TimeProvider.System));
        _ingest = builder.Build();
        await WorkerAsync<StoreWorker>();
        await Eventually.GetAsync(() => World.Reader.FindScheduleAsync(Token), schedule => schedule is not null, Token);
        await WorkerAsync<SlotWorker>();
        await StatusIsPublishedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in new BackgroundService[] { Worker<SlotWorker>(), Worker<StoreWorker>() })
        {
            // What runs by the test's clock does not end by waiting for it.
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await worker.StopAsync(now.Token);
        }

        _ingest!.Dispose();
        await World.DisposeAsync();
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task An_hour_wrong_and_right_again_leaves_one_quote_a_slot_and_a_latest_that_never_goes_back(int minutes)
    {
        await GoOnAsync(slots: 2);
        SetClock(TimeSpan.FromMinutes(minutes));
        await GoOnAsync(slots: 3);
        SetClock(TimeSpan.FromMinutes(-minutes));

        // Over all the slots of the wrong clock.
        await GoOnAsync(slots: 15);

        var quotes = await World.QuotesAsync();
        Assert.Equal(quotes.DistinctBy(quote => quote.Slot), quotes);
        Assert.All(quotes, quote => Assert.Equal(0, quote.Slot.Ticks % Slot.Ticks));
        await World.AssertEverySlotIsStoredOrMissedAsync(Slot);
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(60)]
    public async Task A_reading_of_a_time_to_come_or_long_gone_is_not_stored_and_the_next_right_one_is(int minutes)
    {
        await GoOnAsync(slots: 2);
        _sourceTrailsBy = TimeSpan.FromMinutes(minutes);
        await GoOnAsync(slots: 2);
        Assert.Equal(3, (await World.QuotesAsync()).Count);
        _sourceTrailsBy = TimeSpan.Zero;
        await GoOnAsync(slots: 1);

        Assert.Equal([60_001m, 60_002m, 60_003m, 60_006m], (await World.QuotesAsync()).Select(quote => quote.Price));
        Assert.Equal([(2, GapReason.NoSource)], (await World.GapsAsync()).Select(gap => (gap.Count, gap.Reason)));
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
    }

    private T Worker<T>()
        where T : BackgroundService => _ingest!.Services.GetServices<IHostedService>().OfType<T>().Single();

    private Task WorkerAsync<T>()
        where T : BackgroundService => Worker<T>().StartAsync(Token);

    private void SetClock(TimeSpan by)
    {
        _clock.Set(_clock.GetUtcNow() + by);
        _wrongBy += by;
    }

    /// <summary>Lets slots go by, each once the one before it is stored.</summary>
    private async Task GoOnAsync(int slots)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            for (var gone = TimeSpan.Zero; gone < Slot; gone += Step)
            {
                await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1, Token);
                _clock.Advance(Step);
            }

            await StatusIsPublishedAsync();
        }
    }

    // The status is the last that storing does for a slot.
    private async Task StatusIsPublishedAsync()
    {
        await Eventually.GetAsync(() => World.Reader.FindStatusAsync(Token), status => status?.UpdatedAt == _clock.GetUtcNow(), Token);
        var latest = await World.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, TimeProvider.System.GetUtcNow(), Token);
        Assert.True(latest!.Slot >= _newest, $"The latest quote was of {_newest:u}, then of {latest.Slot:u}.");
        _newest = latest.Slot;
    }
}
