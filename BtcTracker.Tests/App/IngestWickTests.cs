using System.Text.Json;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Commands;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Imported;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage.Imported;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>A low of six cents at one venue: another decides whether it is stored, and the page's extremes follow.</summary>
[Trait("Level", "App")]
public sealed class IngestWickTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Listing = new(2015, 7, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly BackfillPlan Days = BackfillPlan.All.Single(plan =>
        plan is { Era: WatermarkEra.SinceListing } && plan.Interval == Interval.OneDay
    );

    private readonly ManualTimeProvider _clock = new(Listing.AddDays(310).AddHours(1));
    private readonly StubCandleSource _first = new("first") { Beginning = Listing };
    private readonly StubCandleSource _second = new("second") { Beginning = Listing };
    private readonly LogKeeper<WickCheck> _log = new();
    private IngestWorld? _world;
    private IHost? _ingest;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        var builder = IngestApp.CreateOnceBuilder(World.Arguments());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<ILogger<WickCheck>>(_log);
        builder.Services.AddSingleton<IWatermarks, PassWatermarks>();
        builder.Services.AddSingleton<BackfillPass>();
        builder.Services.AddSingleton<ICandleSource>(services => new CandleSources(
            [_first, _second],
            IngestParts.Metrics(),
            _clock,
            services.GetRequiredService<ILogger<CandleSources>>()
        ));
        _ingest = builder.Build();
        (_first.Answer, _second.Answer) = (Of("first"), Of("second"));
        await World.Writer.EnsureTableAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _ingest?.Dispose();
        await World.DisposeAsync();
    }

    // The first, the last, and those on either side of a border of two requests.
    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(299)]
    [InlineData(300)]
    [InlineData(309)]
    public async Task A_low_that_another_source_does_not_have_is_stored_as_that_source_has_it(int day)
    {
        _first.Answer = Of("first", day);

        await BackfillAsync();

        var days = await World.CandlesAsync(Interval.OneDay);
        Assert.Equal(310, days.Count);
        Assert.Equal(StubCandleSource.At(Interval.OneDay, Listing.AddDays(day)) with { Source = "second" }, days[day]);
        Assert.All(days.Where(candle => candle != days[day]), candle => Assert.Equal("first", candle.Source));
        Assert.Equal([new TimeRange(Listing.AddDays(day), Listing.AddDays(day + 1))], _second.Asked);
        Assert.Contains(
            "from first reaches 0.06, but its neighbours close around 60001. second has 59999",
            Assert.Single(_log.Lines).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(59_999m, (await AllTimeLowAsync()).GetDecimal());
    }

    [Fact]
    public async Task A_low_that_another_source_has_too_stays_and_is_the_all_time_low()
    {
        (_first.Answer, _second.Answer) = (Of("first", 120), Of("second", 120, low: 0.07m));

        await BackfillAsync();

        var day = (await World.CandlesAsync(Interval.OneDay))[120];
        Assert.Equal((0.06m, "first", false), (day.Low, day.Source, day.Doubtful));
        Assert.Equal(0.06m, (await AllTimeLowAsync()).GetDecimal());
    }

    [Fact]
    public async Task Where_no_other_source_answers_it_is_stored_as_doubtful_and_is_no_extreme()
    {
        _first.Answer = Of("first", 120);
        _second.Answer = (_, _) => throw new SourceException(SourceFailure.Server, "It is ill.");

        await BackfillAsync();

        var day = (await World.CandlesAsync(Interval.OneDay))[120];
        Assert.Equal((0.06m, "first", true), (day.Low, day.Source, day.Doubtful));
        await using var site = World.Site();
        Assert.Equal(59_999m, (await AllTimeLowAsync()).GetDecimal());
        using var candles = JsonDocument.Parse(
            await site.CreateClient()
                .GetStringAsync(
                    new Uri(
                        $"/api/v1/candles?interval=1d&from={Listing.ToUnixTimeSeconds()}&to={Listing.AddDays(310).ToUnixTimeSeconds()}",
                        UriKind.Relative
                    ),
                    Token
                )
        );
        Assert.Equal(
            [day.OpenTime.ToUnixTimeSeconds()],
            candles.RootElement.GetProperty("doubtful").EnumerateArray().Select(time => time.GetInt64())
        );
    }

    [Fact]
    public async Task A_low_below_an_imports_candle_is_decided_as_well_and_is_served_once_the_import_is_removed()
    {
        var right = StubCandleSource.At(Interval.OneDay, Listing.AddDays(120));
        var imported = right with { Rank = CandleRank.Import, Source = "import:days.csv" };
        var file = new ImportedFile(_ingest!.Services.GetRequiredService<IImportStore>(), [imported]);
        await file.StoreAsync();
        _first.Answer = Of("first", 120);

        await BackfillAsync();
        Assert.Equal(imported, (await World.CandlesAsync(Interval.OneDay))[120]);
        await file.RemoveAsync();

        Assert.Equal(right with { Source = "second" }, (await World.CandlesAsync(Interval.OneDay))[120]);
    }

    [Fact]
    public async Task A_source_that_backs_off_is_not_called_for_a_second_wick()
    {
        _first.Answer = (interval, range) =>
            Of("first", 120)(interval, range)
                .Select(candle => candle.OpenTime == Listing.AddDays(305) ? candle with { Low = 0.06m } : candle);
        _second.Answer = (_, _) => throw new SourceException(SourceFailure.AddressLimit, "Too many.", TimeSpan.FromHours(1));

        await BackfillAsync();

        Assert.Single(_second.Asked);
        Assert.Equal(
            [Listing.AddDays(120), Listing.AddDays(305)],
            (await World.CandlesAsync(Interval.OneDay)).Where(day => day.Doubtful).Select(day => day.OpenTime)
        );
    }

    [Fact]
    public async Task Prices_as_they_are_cost_no_call_to_another_source()
    {
        await BackfillAsync();

        Assert.Empty(_second.Asked);
        Assert.Equal(2, _first.Asked.Count);
    }

    [Fact]
    public async Task A_pass_mends_what_an_earlier_version_stored_and_the_next_one_leaves_it_while_the_other_source_is_silent()
    {
        await World.Writer.TryPutCandlesAsync([.. Of("first", 120)(Interval.OneDay, new TimeRange(Listing, Listing.AddDays(310)))], Token);
        await World.Writer.RaiseWatermarkAsync(Symbol.BtcUsd, Interval.OneDay, WatermarkEra.SinceListing, Listing.AddDays(310), Token);
        _first.Answer = Of("first", 120);

        Assert.Null(await PassAsync());
        Assert.Equal("second", (await World.CandlesAsync(Interval.OneDay))[120].Source);

        _second.Answer = (_, _) => throw new SourceException(SourceFailure.Server, "It is ill.");
        _second.Asked.Clear();
        Assert.Null(await PassAsync());

        Assert.Empty(_second.Asked);
        Assert.Equal(
            StubCandleSource.At(Interval.OneDay, Listing.AddDays(120)) with
            {
                Source = "second",
            },
            (await World.CandlesAsync(Interval.OneDay))[120]
        );
    }

    private static Func<Interval, TimeRange, IEnumerable<Candle>> Of(string source, int? day = null, decimal low = 0.06m) =>
        (interval, range) =>
            StubCandleSource
                .Whole(interval, range)
                .Select(candle =>
                    candle with
                    {
                        Source = source,
                        Low = day is { } wick && candle.OpenTime == Listing.AddDays(wick) ? low : candle.Low,
                    }
                );

    private Task BackfillAsync() => _ingest!.Services.GetRequiredService<CandleBackfill>().RunAsync(Days, Token);

    // Each pass is a process of its own.
    private Task<string?> PassAsync()
    {
        var services = _ingest!.Services;
        var backfill = ActivatorUtilities.CreateInstance<CandleBackfill>(services, new PassWatermarks());
        return ActivatorUtilities.CreateInstance<BackfillPass>(services, backfill).RunAsync(Interval.OneDay, Token);
    }

    private async Task<JsonElement> AllTimeLowAsync()
    {
        await using var site = World.Site();
        var body = await Eventually.GetAsync(
            () => site.CreateClient().GetStringAsync(new Uri("/api/v1/stats", UriKind.Relative), Token),
            stats => stats.Contains("\"allTimeLow\":{", StringComparison.Ordinal),
            Token
        );
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("allTimeLow").GetProperty("price").Clone();
    }
}
