using System.Net;
using System.Text.Json;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>Sixteen years of history reach a page that is running already.</summary>
[Trait("Level", "Web")]
public sealed class ImportedHistoryTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    [Theory]
    [MemberData(nameof(PriceFiles.SlowSets), MemberType = typeof(PriceFiles))]
    public async Task All_shows_2010_to_2026_after_the_import_of_the_daily_file_without_a_restart(string prices)
    {
        var daily = PriceFiles.Days(prices);
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        await AllAsync(client, openTimes => openTimes.Count == 0);
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_DYNAMODB"] = fixture.Endpoint.OriginalString,
            ["Store__Table"] = store.Table,
        };

        await using var import = new IngestProcess(variables, "import", daily, "--interval", "1d");
        Assert.Equal(0, await import.ExitCodeAsync());

        var weeks = await AllAsync(client, openTimes => openTimes.Count > 838);
        Assert.Equal((2010, 2026), (DateTimeOffset.FromUnixTimeSeconds(weeks[0]).Year, DateTimeOffset.FromUnixTimeSeconds(weeks[^1]).Year));
    }

    private static async Task<List<long>> AllAsync(HttpClient client, Func<List<long>, bool> wanted)
    {
        List<long> openTimes = [];
        using var response = await WebSite.AskUntilAsync(
            client,
            "/api/v1/history?range=ALL",
            (answer, body) => answer.StatusCode is HttpStatusCode.OK && wanted(openTimes = OpenTimesOf(body[4..]))
        );
        return openTimes;
    }

    private static List<long> OpenTimesOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("openTime").EnumerateArray().Select(time => time.GetInt64())];
    }
}
