using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class StatsTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Address = "/api/v1/stats";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PriceFiles.SlowSets), MemberType = typeof(PriceFiles))]
    public async Task Extremes_and_changes_of_sixteen_years_are_exact(string prices)
    {
        var now = TimeProvider.System.GetUtcNow();
        var days = MarketData.SixteenYears(prices, now);
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, days);
        var price = days[^1].Close;
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), price), Cancellation);
        await using var site = fixture.Site(store);

        var stats = await StatsAsync(
            site,
            body => body.Contains($"\"firstDay\":\"{days[0].OpenTime:yyyy-MM-dd}", StringComparison.Ordinal)
        );

        var high = days.MaxBy(day => day.High)!;
        var yearAgo = days.Single(day => day.OpenTime == Interval.OneDay.OpenTimeOf(MarketData.Slot(1).AddYears(-1)).AddDays(-1));
        Assert.Equal(high.High, stats.GetProperty("allTimeHigh").GetProperty("price").GetDecimal());
        Assert.Equal(high.OpenTime.UtcDateTime, stats.GetProperty("allTimeHigh").GetProperty("at").GetDateTime());
        Assert.Equal(days.Min(day => day.Low), stats.GetProperty("allTimeLow").GetProperty("price").GetDecimal());
        Assert.Equal(Math.Round(((price / high.High) - 1) * 100, 6), stats.GetProperty("drawdown").GetDecimal());
        Assert.Equal(Math.Round(((price / yearAgo.Close) - 1) * 100, 6), stats.GetProperty("changes").GetProperty("1Y").GetDecimal());
        Assert.Equal(days[0].OpenTime.UtcDateTime, stats.GetProperty("firstDay").GetDateTime());
        Assert.Equal(0, stats.GetProperty("unknownDays").GetInt32());
        Assert.Equal(high.High, stats.GetProperty("ranges").GetProperty("ALL").GetProperty("high").GetProperty("price").GetDecimal());
        Assert.Equal(JsonValueKind.Null, stats.GetProperty("changes").GetProperty("1D").ValueKind);
    }

    [Theory]
    [InlineData(1, ", of which 1 day is not known</small>")]
    [InlineData(1_234, ", of which 1,234 days are not known</small>")]
    public async Task An_extreme_of_a_history_with_a_hole_does_not_pass_for_one_of_all_time(int unknown, string words)
    {
        var days = MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), unknown + 20);
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, days.Take(10).Concat(days.TakeLast(10)));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), 64_000m), Cancellation);
        await using var site = fixture.Site(store);

        var stats = await StatsAsync(
            site,
            body => body.Contains($"\"firstDay\":\"{days[0].OpenTime:yyyy-MM-dd}", StringComparison.Ordinal)
        );

        Assert.Equal(unknown, stats.GetProperty("unknownDays").GetInt32());
        Assert.Contains(
            words,
            await site.CreateClient().GetStringAsync(new Uri("/", UriKind.Relative), Cancellation),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task While_days_are_still_being_fetched_nothing_is_said_of_all_time()
    {
        var days = MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 40);
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, days.TakeLast(1));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), 64_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(MarketData.Slot(-300), TimeSpan.FromMinutes(5)), Cancellation);
        await store.Writer.PutBackfillProgressAsync(MarketData.Backfill(1, 40), Cancellation);
        await using var site = fixture.Site(store);

        using var first = await site.AskForWholeAsync("/?range=ALL", (_, body) => body.Contains("$64,000.00", StringComparison.Ordinal));
        var page = System.Net.WebUtility.HtmlDecode(await first.Content.ReadAsStringAsync(Cancellation));
        var stats = await StatsAsync(site, _ => true);

        Assert.Contains("days 1 of 40 · hours 0 of 9,600 · 5 minutes 0 of 2,016", page, StringComparison.Ordinal);
        Assert.Contains("The history of all known time is still being collected.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("since</small>", page, StringComparison.Ordinal);
        Assert.Matches("data-change-over=\"ALL\"[^>]*><span data-direction=\"unknown\"", page);
        Assert.All(
            ["unknownDays", "allTimeHigh", "allTimeLow", "drawdown"],
            name => Assert.Equal(JsonValueKind.Null, stats.GetProperty(name).ValueKind)
        );
        Assert.Equal(JsonValueKind.Null, stats.GetProperty("changes").GetProperty("ALL").ValueKind);

        await MarketData.StoreAsync(store.Writer, days);
        await store.Writer.PutBackfillProgressAsync(MarketData.Backfill(40, 40), Cancellation);
        await store.Writer.RaiseLastImportAsync(TimeProvider.System.GetUtcNow(), Cancellation);

        // The last days, read while the others are still being stored, have no unknown day among them either.
        var firstDay = $"\"firstDay\":\"{days[0].OpenTime:yyyy-MM-dd}";
        var whole = await StatsAsync(
            site,
            body => body.Contains(firstDay, StringComparison.Ordinal) && body.Contains("\"unknownDays\":0", StringComparison.Ordinal)
        );
        Assert.Equal(days.Max(day => day.High), whole.GetProperty("allTimeHigh").GetProperty("price").GetDecimal());
    }

    [Fact]
    public async Task Before_anything_is_known_everything_is_null_and_nothing_is_zero()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        var stats = await StatsAsync(site, _ => true);

        Assert.All(
            ["asOf", "price", "source", "firstDay", "unknownDays", "allTimeHigh", "allTimeLow", "drawdown"],
            name => Assert.Equal(JsonValueKind.Null, stats.GetProperty(name).ValueKind)
        );
        Assert.All(stats.GetProperty("changes").EnumerateObject(), change => Assert.Equal(JsonValueKind.Null, change.Value.ValueKind));
        Assert.All(stats.GetProperty("ranges").EnumerateObject(), range => Assert.Equal(JsonValueKind.Null, range.Value.ValueKind));
    }

    private static async Task<JsonElement> StatsAsync(WebSite site, Func<string, bool> wanted)
    {
        using var response = await site.AskForWholeAsync(Address, (_, body) => wanted(body));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        return body.RootElement.Clone();
    }
}
