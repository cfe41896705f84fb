using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>The key figures of the price, as the API returns them.</summary>
[Trait("Level", "Web")]
public sealed class FiguresTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Address = "/api/v1/figures";

    private static readonly string[] OfHistory =
    [
        "lastDay",
        "average200Days",
        "fromAverage200Days",
        "mayerMultiple",
        "average200Weeks",
        "fromAverage200Weeks",
        "volatility30Days",
        "volatilityPercentile",
        "daysSinceAllTimeHigh",
        "bestDay",
        "worstDay",
    ];

    private static readonly string[] OfQuote = ["asOf", "source", "price", "volumeToCap", "issuedPerDay", "nextHalving"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Averages_extremes_and_returns_are_those_of_the_stored_days_and_the_latest_price()
    {
        // The walk ends with today, which is not over.
        var days = MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 1_500);
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, days);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), 64_000m), Cancellation);
        await using var site = fixture.Site(store);

        var figures = await FiguresAsync(site, body => body.Contains("\"price\":64000", StringComparison.Ordinal));

        var over = days.SkipLast(1).ToList();
        var average = over.TakeLast(200).Average(day => day.Close);
        var sundays = over.Where(day => day.OpenTime.DayOfWeek == DayOfWeek.Sunday).TakeLast(200);
        var changes = over.Zip(
                over.Skip(1),
                (before, day) => (Day: $"{day.OpenTime:yyyy-MM-dd}", Change: Math.Round(((day.Close / before.Close) - 1) * 100, 6))
            )
            .ToList();
        Assert.Equal($"{over[^1].OpenTime:yyyy-MM-dd}", figures.GetProperty("lastDay").GetString());
        Assert.Equal(Math.Round(average, 8), Number(figures, "average200Days"));
        Assert.Equal(Math.Round(64_000m / average, 6), Number(figures, "mayerMultiple"));
        Assert.Equal(Math.Round(((64_000m / average) - 1) * 100, 6), Number(figures, "fromAverage200Days"));
        Assert.Equal(Math.Round(sundays.Average(day => day.Close), 8), Number(figures, "average200Weeks"));
        Assert.Equal(changes.MaxBy(change => change.Change), DayIn(figures, "bestDay"));
        Assert.Equal(changes.MinBy(change => change.Change), DayIn(figures, "worstDay"));
        Assert.InRange(Number(figures, "volatilityPercentile"), 0, 100);
        Assert.Equal((int)(days[^1].OpenTime - days.MaxBy(day => day.High)!.OpenTime).TotalDays, Number(figures, "daysSinceAllTimeHigh"));
        AssertReturnsOf(days[^1].OpenTime.Year - 1, over, figures);
    }

    [Fact]
    public async Task A_quotes_figures_of_supply_and_trade_need_no_history()
    {
        var quote = MarketData.Quote(MarketData.Slot(1), 64_000m);
        using var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(quote, Cancellation);
        await using var site = fixture.Site(store);

        var figures = await FiguresAsync(site, body => body.Contains("\"price\":64000", StringComparison.Ordinal));

        Assert.Equal(Math.Round(quote.Volume24h!.Value / quote.MarketCap!.Value * 100, 6), Number(figures, "volumeToCap"));
        Assert.Equal(450, Number(figures, "issuedPerDay"));
        var blocks = (double)Math.Ceiling((20_343_750m - 19_962_340.5m) / 3.125m);
        Assert.Equal(quote.AsOf.UtcDateTime.AddMinutes(10 * blocks), figures.GetProperty("nextHalving").GetDateTime());
        Assert.All(
            OfHistory.Except(["daysSinceAllTimeHigh"]),
            name => Assert.Equal(JsonValueKind.Null, figures.GetProperty(name).ValueKind)
        );
    }

    [Fact]
    public async Task While_days_are_still_being_fetched_no_figure_that_needs_them_is_served()
    {
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 260));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), 64_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(MarketData.Slot(-300), TimeSpan.FromMinutes(5)), Cancellation);
        await store.Writer.PutBackfillProgressAsync(MarketData.Backfill(260), Cancellation);
        await using var site = fixture.Site(store);

        using var first = await site.AskForWholeAsync("/", (_, body) => body.Contains("days 260 of 400", StringComparison.Ordinal));
        var figures = await FiguresAsync(site, _ => true);

        Assert.All(OfHistory, name => Assert.Equal(JsonValueKind.Null, figures.GetProperty(name).ValueKind));
        Assert.Empty(figures.GetProperty("returns").EnumerateArray());
        Assert.All(OfQuote, name => Assert.NotEqual(JsonValueKind.Null, figures.GetProperty(name).ValueKind));
    }

    [Fact]
    public async Task Before_anything_is_known_everything_is_null_and_nothing_is_zero()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        var figures = await FiguresAsync(site, _ => true);

        Assert.All(OfHistory.Concat(OfQuote), name => Assert.Equal(JsonValueKind.Null, figures.GetProperty(name).ValueKind));
        Assert.Empty(figures.GetProperty("returns").EnumerateArray());
    }

    private static void AssertReturnsOf(int year, List<Candle> days, JsonElement figures)
    {
        var returned = figures.GetProperty("returns").EnumerateArray().Single(row => row.GetProperty("year").GetInt32() == year);
        var start = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        decimal CloseBefore(int month) => days.Single(day => day.CloseTime == start.AddMonths(month)).Close;
        decimal Return(int from, int to) => Math.Round(((CloseBefore(to) / CloseBefore(from)) - 1) * 100, 6);
        Assert.Equal(Return(0, 12), Number(returned, "change"));
        Assert.Equal(
            Enumerable.Range(0, 12).Select(month => Return(month, month + 1)),
            returned.GetProperty("months").EnumerateArray().Select(month => month.GetDecimal())
        );
        Assert.Equal(JsonValueKind.Null, returned.GetProperty("monthUnderWay").ValueKind);
    }

    private static (string Day, decimal Change) DayIn(JsonElement figures, string name)
    {
        var day = figures.GetProperty(name);
        return (day.GetProperty("day").GetString()!, day.GetProperty("change").GetDecimal());
    }

    private static decimal Number(JsonElement figures, string name) => figures.GetProperty(name).GetDecimal();

    private static async Task<JsonElement> FiguresAsync(WebSite site, Func<string, bool> wanted)
    {
        using var response = await site.AskForWholeAsync(Address, (_, body) => wanted(body));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return body.RootElement.Clone();
    }
}
