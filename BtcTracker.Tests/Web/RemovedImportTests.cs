using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>What an import brought goes from a web that is running already, and what it had replaced comes back.</summary>
[Trait("Level", "Web")]
public sealed class RemovedImportTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Candles = "/api/v1/candles?interval=1d&from=2020-01-01";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Slow]
    public async Task Candles_history_and_extremes_are_as_before_once_an_import_is_removed()
    {
        using var store = await fixture.NewStoreAsync();
        using var folder = new TemporaryFolder();
        var days = MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 60);
        await MarketData.StoreAsync(store.Writer, days);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), days[^1].Close), Token);
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        using var first = await site.AskForWholeAsync("/api/v1/history?range=ALL", (_, body) => CountIn(body) > 0);
        var before = await first.Content.ReadAsStringAsync(Token);
        var (candles, high) = (await client.GetStringAsync(new Uri(Candles, UriKind.Relative), Token), HighIn(await StatsAsync(client)));

        // Days before the first, and others in the place of the first twenty.
        string[] rows = [.. Enumerable.Range(-400, 420).Select(day => RowOf(days[0], days[0].OpenTime.AddDays(day)))];
        await File.WriteAllLinesAsync(folder.PathOf("days.csv"), ["time,open,high,low,close", .. rows], Token);
        Assert.Equal(0, await RunAsync(store, "import", folder.PathOf("days.csv"), "--force"));
        using var imported = await WebSite.AskUntilAsync(client, "/api/v1/history?range=ALL", (_, body) => CountIn(body) > 60);
        using var higher = await WebSite.AskUntilAsync(client, "/api/v1/stats", (_, body) => HighIn(body[4..]) > high);
        Assert.Equal(460, CountIn("200 " + await client.GetStringAsync(new Uri(Candles, UriKind.Relative), Token)));
        var import = Assert.Single(await store.Imports.ReadAllAsync(Token).ToListAsync(Token));

        Assert.Equal(0, await RunAsync(store, "imports", "remove", import.Id.ToString()));

        using var after = await WebSite.AskUntilAsync(client, "/api/v1/history?range=ALL", (_, body) => CountIn(body) < 60);
        Assert.Equal(RowsOf(before), RowsOf(await after.Content.ReadAsStringAsync(Token)));
        Assert.Equal(RowsOf(candles), RowsOf(await client.GetStringAsync(new Uri(Candles, UriKind.Relative), Token)));
        Assert.Equal(high, HighIn(await StatsAsync(client)));
    }

    private static string RowOf(Candle like, DateTimeOffset day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},{like.Open},{like.High * 2},{like.Low},{like.Close}");

    private static string RowsOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        string[] columns = ["openTime", "open", "high", "low", "close", "volume", "n", "source"];
        return string.Join('\n', columns.Select(column => json.RootElement.GetProperty(column).GetRawText()));
    }

    private static int CountIn(string answer)
    {
        using var json = JsonDocument.Parse(answer[4..]);
        return json.RootElement.GetProperty("openTime").GetArrayLength();
    }

    private static decimal HighIn(string stats)
    {
        using var json = JsonDocument.Parse(stats);
        return json.RootElement.GetProperty("allTimeHigh").GetProperty("price").GetDecimal();
    }

    private static Task<string> StatsAsync(HttpClient client) => client.GetStringAsync(new Uri("/api/v1/stats", UriKind.Relative), Token);

    private async Task<int> RunAsync(PriceStoreHost store, params string[] arguments)
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_DYNAMODB"] = fixture.Endpoint.OriginalString,
            ["Store__Table"] = store.Table,
        };
        await using var ingest = new IngestProcess(variables, arguments);
        return await ingest.ExitCodeAsync();
    }
}
