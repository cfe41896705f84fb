using System.Globalization;
using System.Net;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>The view of a link as a file: the candles of its chart.</summary>
[Trait("Level", "Web")]
public sealed class ChartExportTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("?range=1M", "1d", 31)]
    [InlineData("?RANGE=1m&type=line", "1d", 31)]
    [InlineData("?range=3M&type=candles&scale=log", "1d", 92)]
    public async Task The_candles_of_a_view_are_those_of_its_chart(string query, string interval, int about)
    {
        await using var site = fixture.Site(await StoreAsync());
        var json = await JsonAsync(site, "/chart.json" + query);
        var chart = await JsonAsync(site, "/chart/view" + query);
        var csv = await CsvAsync(site, "/chart.csv" + query);

        var times = json.GetProperty("openTime").EnumerateArray().Select(time => time.GetInt64()).ToList();
        Assert.Equal(interval, json.GetProperty("interval").GetString());
        Assert.InRange(times.Count, about - 4, about + 1);
        Assert.Equal(chart.GetProperty("columns").GetProperty("close").GetArrayLength(), times.Count);
        Assert.Equal(times, csv.Select(row => DateTimeOffset.Parse(row[0], CultureInfo.InvariantCulture).ToUnixTimeSeconds()));
        Assert.Equal(json.GetProperty("close").EnumerateArray().Select(price => price.GetRawText()), csv.Select(row => row[5]));
        Assert.All(csv, row => Assert.Equal("demo:coinbase", row[10]));
        Assert.All(json.GetProperty("source").EnumerateArray(), source => Assert.Equal("demo:coinbase", source.GetString()));
        Assert.Equal("true", Assert.Single(csv, row => row[11].Length > 0)[11]);
        Assert.Single(json.GetProperty("doubtful").EnumerateArray());
    }

    [Fact]
    public async Task Json_has_the_averages_that_are_drawn_and_a_view_without_them_has_no_such_column()
    {
        await using var site = fixture.Site(await StoreAsync());

        var with = await JsonAsync(site, "/chart.json?range=1M&ma=200d");
        var without = await JsonAsync(site, "/chart.json?range=1M");

        var average = with.GetProperty("averages").GetProperty("200d").EnumerateArray().ToList();
        Assert.Equal(with.GetProperty("openTime").GetArrayLength(), average.Count);
        Assert.All(average, value => Assert.InRange(value.GetDecimal(), 1, 1_000_000));
        Assert.False(without.TryGetProperty("averages", out _));
    }

    [Theory]
    [InlineData("/chart.csv", "text/csv")]
    [InlineData("/chart.json", "application/json")]
    public async Task A_copy_is_kept_up_to_the_next_quote_and_known_by_its_tag(string path, string mediaType)
    {
        await using var site = fixture.Site(await StoreAsync());
        using var first = await WholeAsync(site, path + "?range=1M");
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(path + "?range=1M", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var known = await site.CreateClient().SendAsync(again, Cancellation);
        using var head = await site.CreateClient().SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative)), Cancellation);

        Assert.Equal(mediaType, first.Content.Headers.ContentType!.MediaType);
        Assert.InRange(first.Headers.CacheControl!.MaxAge!.Value.TotalSeconds, 1, 60);
        Assert.Equal("*", Assert.Single(first.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Theory]
    [InlineData("?range=nonsense")]
    [InlineData("?range=<script>alert(1)</script>&type=\"><img src=x>")]
    [InlineData("?from=yesterday&utm_source=x")]
    public async Task What_is_unknown_falls_back_as_on_the_page(string query)
    {
        await using var site = fixture.Site(await StoreAsync());
        using var usual = await WholeAsync(site, "/chart.json");

        using var fallen = await site.CreateClient().GetAsync(new Uri("/chart.json" + query, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, fallen.StatusCode);
        Assert.Equal(usual.Headers.ETag, fallen.Headers.ETag);
    }

    private static Task<HttpResponseMessage> WholeAsync(WebSite site, string address) =>
        site.AskForWholeAsync(address, (response, _) => response.Headers.CacheControl!.MaxAge > TimeSpan.Zero);

    private static async Task<JsonElement> JsonAsync(WebSite site, string address)
    {
        using var response = await WholeAsync(site, address);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement.Clone();
    }

    private static async Task<List<string[]>> CsvAsync(WebSite site, string address)
    {
        using var response = await WholeAsync(site, address);
        return [.. (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
    }

    private async Task<PriceStoreHost> StoreAsync()
    {
        var (store, slot) = (await fixture.NewStoreAsync(), MarketData.Slot(10));
        var days = MarketData.Walk(Interval.OneDay, slot, 400).Select((day, at) => day with { Source = "demo:coinbase", Doubtful = at == 390 });
        await MarketData.StoreAsync(store.Writer, days);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_000m, "demo:coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        return store;
    }
}
