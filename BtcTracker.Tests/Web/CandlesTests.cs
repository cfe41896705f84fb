using System.Net;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Api;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class CandlesTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_of_hours_comes_as_columns_with_every_digit()
    {
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(
            store.Writer,
            [Samples.Candle("2024-11-02T23:00Z"), .. Hours("2024-11-03T00:00Z", 24), Samples.Candle("2024-11-04T00:00Z")]
        );
        await using var site = fixture.Site(store);

        var body = await site.CreateClient()
            .GetStringAsync(new Uri("/api/v1/candles?interval=1h&from=2024-11-03&to=2024-11-04T00:00:00Z", UriKind.Relative), Cancellation);

        using var json = JsonDocument.Parse(body);
        Assert.Equal(
            ["symbol", "interval", "from", "to", "openTime", "open", "high", "low", "close", "volume", "n", "source", "next"],
            json.RootElement.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal(24, json.RootElement.GetProperty("openTime").GetArrayLength());
        Assert.Equal(1_730_592_000, json.RootElement.GetProperty("openTime")[0].GetInt64());
        Assert.Equal("64231.57", json.RootElement.GetProperty("close")[7].GetRawText());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Candles_have_the_spread_of_the_sources_where_one_is_known()
    {
        using var store = await fixture.NewStoreAsync();
        var hours = Hours("2024-11-03T00:00Z", 2).ToList();
        await MarketData.StoreAsync(store.Writer, [hours[0], hours[1] with { Spread = 0.00123457m }]);
        await using var site = fixture.Site(store);

        var body = await site.CreateClient()
            .GetStringAsync(new Uri("/api/v1/candles?interval=1h&from=2024-11-03&to=2024-11-04", UriKind.Relative), Cancellation);

        using var json = JsonDocument.Parse(body);
        Assert.Equal("[null,0.00123457]", json.RootElement.GetProperty("spread").GetRawText());
    }

    [Fact]
    public async Task Four_hours_and_weeks_are_rolled_up_from_whole_sets()
    {
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, Hours("2024-11-03T00:00Z", 24));
        await using var site = fixture.Site(store);

        var body = await site.CreateClient()
            .GetStringAsync(
                new Uri("/api/v1/candles?interval=4h&from=2024-11-03T02:00Z&to=2024-11-03T09:00Z", UriKind.Relative),
                Cancellation
            );

        using var json = JsonDocument.Parse(body);
        Assert.Equal(
            [Seconds("2024-11-03T04:00Z"), Seconds("2024-11-03T08:00Z")],
            json.RootElement.GetProperty("openTime").EnumerateArray().Select(time => time.GetInt64())
        );
        Assert.Equal("64231.57", json.RootElement.GetProperty("close")[0].GetRawText());
        Assert.Equal(4, json.RootElement.GetProperty("n")[1].GetInt32());
    }

    [Fact]
    public async Task A_page_is_followed_by_the_next_until_every_candle_was_served_once()
    {
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, Hours("2024-11-03T00:00Z", 24));
        var pager = new CandlePager(store.Reader, TimeProvider.System, limit: 4);
        var range = new TimeRange(Samples.At("2024-11-03T00:00Z"), Samples.At("2024-11-04T00:00Z"));

        var first = await pager.ReadAsync(Interval.FourHours, range, Cancellation);
        var second = await pager.ReadAsync(Interval.FourHours, range with { From = first.NextOpenTime!.Value }, Cancellation);

        Assert.Equal(4, first.Candles.Count);
        Assert.Null(second.NextOpenTime);
        Assert.Equal([0, 4, 8, 12, 16, 20], first.Candles.Concat(second.Candles).Select(candle => candle.OpenTime.Hour));
    }

    [Fact]
    [Slow]
    public async Task Years_of_five_minutes_come_in_pages_whose_addresses_are_given()
    {
        using var store = await fixture.NewStoreAsync();
        var first = Samples.At("2024-11-01T00:00Z");
        await MarketData.StoreAsync(
            store.Writer,
            Enumerable
                .Range(0, PageParameters.DefaultLimit + 1)
                .Select(at => Samples.Candle("2024-11-01T00:00Z", Interval.FiveMinutes) with { OpenTime = first.AddMinutes(5 * at) })
        );
        await using var site = fixture.Site(store);
        var client = site.CreateClient();

        using var page = JsonDocument.Parse(
            await client.GetStringAsync(
                new Uri("/api/v1/candles?interval=5m&from=2024-01-01&to=2025-06-01", UriKind.Relative),
                Cancellation
            )
        );
        var next = page.RootElement.GetProperty("next").GetString();
        using var last = JsonDocument.Parse(await client.GetStringAsync(new Uri(next!, UriKind.Relative), Cancellation));

        Assert.Equal(PageParameters.DefaultLimit, page.RootElement.GetProperty("n").GetArrayLength());
        Assert.Equal(
            first.AddMinutes(5 * PageParameters.DefaultLimit).ToUnixTimeSeconds(),
            last.RootElement.GetProperty("openTime")[0].GetInt64()
        );
        Assert.Equal(1, last.RootElement.GetProperty("n").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, last.RootElement.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Years_without_a_candle_are_passed_in_a_few_pages_and_nothing_is_lost()
    {
        using var store = await fixture.NewStoreAsync();
        Candle[] stored =
        [
            Samples.Candle("2011-12-31T23:55Z", Interval.FiveMinutes),
            Samples.Candle("2012-12-31T23:55Z", Interval.FiveMinutes),
            Samples.Candle("2024-11-03T00:00Z", Interval.FiveMinutes),
        ];
        await MarketData.StoreAsync(store.Writer, stored);
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        var (opens, pages) = (new List<long>(), 0);

        for (var next = "/api/v1/candles?interval=5m&from=2009-01-01&to=2025-01-01"; next is not null; pages++)
        {
            using var page = JsonDocument.Parse(await client.GetStringAsync(new Uri(next, UriKind.Relative), Cancellation));
            opens.AddRange(page.RootElement.GetProperty("openTime").EnumerateArray().Select(time => time.GetInt64()));
            next = page.RootElement.GetProperty("next").GetString();
        }

        Assert.Equal(stored.Select(candle => candle.OpenTime.ToUnixTimeSeconds()), opens);
        Assert.InRange(pages, 2, 10);
    }

    [Fact]
    public async Task The_candle_that_is_forming_is_the_last()
    {
        using var store = await fixture.NewStoreAsync();
        var days = MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 3);
        await MarketData.StoreAsync(store.Writer, days);
        await using var site = fixture.Site(store);

        var body = await site.CreateClient()
            .GetStringAsync(
                new Uri($"/api/v1/candles?interval=1d&from={days[0].OpenTime.ToUnixTimeSeconds()}", UriKind.Relative),
                Cancellation
            );

        using var json = JsonDocument.Parse(body);
        Assert.Equal(
            days.Select(day => day.OpenTime.ToUnixTimeSeconds()),
            json.RootElement.GetProperty("openTime").EnumerateArray().Select(time => time.GetInt64())
        );
    }

    [Theory]
    [InlineData("/api/v1/candles", "interval", "5m, 1h, 4h, 1d, 1w")]
    [InlineData("/api/v1/candles?interval=3m", "interval", "5m, 1h, 4h, 1d, 1w")]
    [InlineData("/api/v1/candles?interval=1H", "interval", "5m, 1h, 4h, 1d, 1w")]
    [InlineData("/api/v1/candles?interval=1h&interval=1d", "interval", "5m, 1h, 4h, 1d, 1w")]
    [InlineData("/api/v1/candles?interval=1h&from=yesterday", "from", "ISO 8601")]
    [InlineData("/api/v1/candles?interval=1h&from=2024-02-30", "from", "ISO 8601")]
    [InlineData("/api/v1/candles?interval=1h&to=1e9", "to", "ISO 8601")]
    [InlineData("/api/v1/candles?interval=1h&to=99999999999999999999", "to", "whole seconds since 1970")]
    [InlineData("/api/v1/candles?interval=1h&from=1730678400&to=1730592000", "from", "after")]
    [InlineData("/api/v1/history?range=2W", "range", "1D, 7D, 1M, 3M, 1Y, 5Y, ALL")]
    [InlineData("/api/v1/history?range=1d", "range", "1D, 7D, 1M, 3M, 1Y, 5Y, ALL")]
    [InlineData("/api/v1/stream?after=now", "after", "whole seconds since 1970")]
    [InlineData("/api/v1/stream?after=-5", "after", "whole seconds since 1970")]
    [InlineData("/api/v1/stream?after=32503680000", "after", "not in the future")]
    public async Task Bad_input_is_refused_by_the_name_of_the_parameter_with_what_is_allowed(
        string address,
        string parameter,
        string allowed
    )
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient().GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains(allowed, problem.RootElement.GetProperty("errors").GetProperty(parameter)[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=-62135596800&to=253402300799")]
    [InlineData("to=-62135596800")]
    [InlineData("from=253402300799")]
    [InlineData("from=2024-11-03&to=2024-11-03")]
    [InlineData("from=&to=")]
    public async Task The_ends_of_time_are_empty_and_no_error(string query)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();

        foreach (var interval in Interval.All)
        {
            using var json = JsonDocument.Parse(
                await client.GetStringAsync(new Uri($"/api/v1/candles?interval={interval}&{query}", UriKind.Relative), Cancellation)
            );
            Assert.Equal(0, json.RootElement.GetProperty("openTime").GetArrayLength());
        }
    }

    private static IEnumerable<Candle> Hours(string first, int count) =>
        Enumerable
            .Range(0, count)
            .Select(at => Samples.Candle(first, close: 64_231.5m + (at * 0.01m)) with { OpenTime = Samples.At(first).AddHours(at) });

    private static long Seconds(string utc) => Samples.At(utc).ToUnixTimeSeconds();
}
