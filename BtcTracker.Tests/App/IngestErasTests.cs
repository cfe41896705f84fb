using BtcTracker.Ingest;
using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.App;

/// <summary>
/// Days of a venue older than the first source: they are fetched on their own, whatever the present does, and go on where they stopped.
/// </summary>
[Trait("Level", "App")]
public sealed class IngestErasTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Listing = new(2015, 7, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FirstTrade = Listing.AddDays(-700);
    private static readonly BackfillPlan Since = BackfillPlan.All.Single(plan =>
        plan is { Era: WatermarkEra.SinceListing } && plan.Interval == Interval.OneDay
    );
    private static readonly BackfillPlan Before = BackfillPlan.All.Single(plan => plan.Era == WatermarkEra.BeforeListing);

    private readonly ManualTimeProvider _clock = new(Listing.AddDays(500).AddHours(1));
    private readonly StubCandleSource _young = new("young") { Beginning = Listing };
    private readonly StubCandleSource _old = new("old") { Beginning = FirstTrade };
    private IngestWorld? _world;
    private IHost? _ingest;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        var builder = IngestApp.CreateBuilder(World.Arguments());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<ICandleSource>(
            new CandleSources([_young, _old], IngestParts.Metrics(), _clock, NullLogger<CandleSources>.Instance)
        );
        _ingest = builder.Build();
        (_young.Answer, _old.Answer) = (Of("young"), Of("old"));
        await World.Writer.EnsureTableAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _ingest?.Dispose();
        await World.DisposeAsync();
    }

    [Fact]
    public async Task A_table_that_knows_the_days_since_the_listing_gets_those_before_too()
    {
        await BackfillAsync(Since);
        await BackfillAsync(Before);

        var days = await World.CandlesAsync(Interval.OneDay);
        Assert.Equal((1200, FirstTrade), (days.Count, days[0].OpenTime));
        Assert.All(days, day => Assert.Equal(day.OpenTime < Listing ? "old" : "young", day.Source));
        Assert.Equal(Listing, await World.Writer.FindWatermarkAsync(Symbol.BtcUsd, Interval.OneDay, WatermarkEra.BeforeListing, Token));
    }

    [Fact]
    public async Task Days_before_the_listing_go_on_where_they_stopped()
    {
        var answers = 0;
        _old.Answer = (interval, range) =>
            ++answers == 1 ? Of("old")(interval, range) : throw new SourceException(SourceFailure.Unreachable, "It was unplugged.");
        await Assert.ThrowsAsync<SourceException>(() => BackfillAsync(Before));

        (_old.Answer, _) = (Of("old"), _old.Asked.TryDequeue(out _));
        _old.Asked.Clear();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await BackfillAsync(Before);

        Assert.Equal(FirstTrade.AddDays(300), _old.Asked.First().From);
        Assert.Equal(700, (await World.CandlesAsync(Interval.OneDay)).Count);
    }

    [Fact]
    public async Task A_source_that_fails_is_replaced_by_the_other_and_no_day_is_lost_or_requested_twice()
    {
        _young.Answer = (_, _) => throw new SourceException(SourceFailure.Server, "It is ill.");
        await BackfillAsync(Since);
        Assert.All(await World.CandlesAsync(Interval.OneDay), day => Assert.Equal("old", day.Source));

        _young.Answer = Of("young");
        _old.Asked.Clear();
        _clock.Advance(TimeSpan.FromDays(1));
        await BackfillAsync(Since);

        var days = await World.CandlesAsync(Interval.OneDay);
        Assert.Equal((501, "young"), (days.Count, days[^1].Source));
        Assert.Empty(_old.Asked);
    }

    [Fact]
    public async Task A_distant_past_that_does_not_answer_does_not_hold_up_the_present()
    {
        _old.Answer = (_, _) => throw new SourceException(SourceFailure.AddressLimit, "Too many.", TimeSpan.FromHours(1));
        _young.Answer = (interval, range) => Of("young")(interval, range).Take(1);
        var worker = _ingest!.Services.GetServices<IHostedService>().OfType<BackfillWorker>().Single();
        await worker.StartAsync(Token);
        await Eventually.IsTrueAsync(() => _old.Asked.Count == 1 && _clock.WaitingTimers == 1, Token);
        _young.Asked.Clear();

        _clock.Advance(TimeSpan.FromMinutes(6));

        await Eventually.IsTrueAsync(() => !_young.Asked.IsEmpty, Token);
        await worker.StopAsync(Token);
    }

    private static Func<Interval, TimeRange, IEnumerable<Candle>> Of(string source) =>
        (interval, range) => StubCandleSource.Whole(interval, range).Select(candle => candle with { Source = source });

    private Task BackfillAsync(BackfillPlan plan) => _ingest!.Services.GetRequiredService<CandleBackfill>().RunAsync(plan, Token);
}
