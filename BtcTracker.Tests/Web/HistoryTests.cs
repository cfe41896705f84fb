using System.Net;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class HistoryTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const int MostRows = 2_400;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_range_comes_in_the_finest_interval_that_has_half_of_its_candles()
    {
        using var store = await fixture.NewStoreAsync();
        var now = TimeProvider.System.GetUtcNow();
        await MarketData.StoreAsync(
            store.Writer,
            [
                .. MarketData.Walk(Interval.FiveMinutes, now, 200),
                .. MarketData.Walk(Interval.OneHour, now, 24 * 20),
                .. MarketData.Walk(Interval.OneDay, now, 800),
            ]
        );
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        await HistoryAsync(client, "ALL", rows => rows > 100);

        // 200 of 288 five-minute candles; none of a week's half; 480 of 744 hours; 480 of 2,208; days only; 800 of 1,826; all.
        Assert.Equal(("5m", 200), await HistoryAsync(client, "1D"));
        Assert.Equal("1h", (await HistoryAsync(client, "7D")).Interval);
        Assert.Equal("1h", (await HistoryAsync(client, "1M")).Interval);
        Assert.Equal("1d", (await HistoryAsync(client, "3M")).Interval);
        Assert.Equal("1d", (await HistoryAsync(client, "1Y")).Interval);
        Assert.Equal(("1d", 800), await HistoryAsync(client, "5Y"));
        Assert.Equal("1w", (await HistoryAsync(client, "ALL")).Interval);
    }

    [Fact]
    public async Task What_backfill_brings_later_is_seen()
    {
        using var store = await fixture.NewStoreAsync();
        var now = TimeProvider.System.GetUtcNow();
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, now, 3));
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        await HistoryAsync(client, "1M", rows => rows == 3);

        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, now, 30));

        await HistoryAsync(client, "1M", rows => rows == 30);
    }

    [Fact]
    public async Task Without_any_candle_the_columns_are_empty()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        Assert.Equal(("5m", 0), await HistoryAsync(site.CreateClient(), "1D"));
    }

    private static async Task<(string? Interval, int Rows)> HistoryAsync(HttpClient client, string range, Func<int, bool>? wanted = null)
    {
        using var response = await WebSite.AskUntilAsync(
            client,
            $"/api/v1/history?range={range}",
            (answer, body) => answer.StatusCode == HttpStatusCode.OK && wanted?.Invoke(RowsOf(body[4..])) != false
        );
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        using var json = JsonDocument.Parse(text);
        Assert.InRange(RowsOf(text), 0, MostRows);
        return (json.RootElement.GetProperty("interval").GetString(), RowsOf(text));
    }

    private static int RowsOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("openTime").GetArrayLength();
    }
}
