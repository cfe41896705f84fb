using System.Net;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>What an exchange does not give is computed where it is shown, said to be, and stored nowhere.</summary>
[Trait("Level", "Web")]
public sealed class ComputedFiguresTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Footnote = "computed from the issuance schedule";

    private static readonly string[] Figures = ["circulatingSupply", "maxSupply", "marketCap", "fullyDilutedMarketCap"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_exchanges_quote_comes_with_computed_figures_that_are_named()
    {
        var quote = OfExchange();
        using var store = await StoreAsync(quote);
        await using var site = fixture.Site(store);

        using var latest = await LatestAsync(site);

        Assert.Equal(
            Figures.Order(),
            latest.RootElement.GetProperty("computed").EnumerateArray().Select(name => name.GetString()!).Order()
        );
        Assert.Equal(Issuance.SupplyAt(quote.AsOf), latest.RootElement.GetProperty("circulatingSupply").GetDecimal());
        Assert.Equal(21_000_000m, latest.RootElement.GetProperty("maxSupply").GetDecimal());
        Assert.Equal(Math.Round(64_000.5m * Issuance.SupplyAt(quote.AsOf), 2), latest.RootElement.GetProperty("marketCap").GetDecimal());
        Assert.Equal(1_344_010_500_000m, latest.RootElement.GetProperty("fullyDilutedMarketCap").GetDecimal());
        Assert.Equal(JsonValueKind.Null, latest.RootElement.GetProperty("marketCapDominance").ValueKind);
    }

    [Fact]
    public async Task A_stored_quote_is_returned_as_the_source_reported_it()
    {
        var quote = OfExchange();
        using var store = await StoreAsync(quote);
        await using var site = fixture.Site(store);
        using var latest = await LatestAsync(site);
        var client = site.CreateClient();

        using var stored = JsonDocument.Parse(
            await client.GetStringAsync(new Uri($"/api/v1/quotes/{quote.Slot.ToUnixTimeSeconds()}", UriKind.Relative), Cancellation)
        );
        using var series = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/quotes", UriKind.Relative), Cancellation));
        using var lines = new HttpRequestMessage(HttpMethod.Get, "/api/v1/quotes/latest")
        {
            Headers = { { "Accept", "application/jsonl" } },
        };
        using var exported = await client.SendAsync(lines, Cancellation);

        Assert.All(Figures, figure => Assert.Equal(JsonValueKind.Null, stored.RootElement.GetProperty(figure).ValueKind));
        Assert.All(
            Figures,
            figure => Assert.Equal(JsonValueKind.Null, Assert.Single(series.RootElement.GetProperty(figure).EnumerateArray()).ValueKind)
        );
        var line = await exported.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("64000.5", line, StringComparison.Ordinal);
        Assert.DoesNotContain("21000000", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_marks_what_is_computed_and_says_from_what()
    {
        using var store = await StoreAsync(OfExchange());
        await using var site = fixture.Site(store);

        var page = await PageAsync(site);

        Assert.Contains("$1.34 trillion*", page, StringComparison.Ordinal);
        Assert.Matches(@"(19|20)\.\d\d million BTC\*", page);
        Assert.Contains("21.00 million BTC*", page, StringComparison.Ordinal);
        Assert.Matches(@"9\d\.\d% of the maximum is in circulation", page);
        Assert.Contains("* " + Footnote, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_computed_where_the_source_gives_all()
    {
        using var store = await StoreAsync(MarketData.Quote(MarketData.Slot(5), 64_000.5m));
        await using var site = fixture.Site(store);

        using var latest = await LatestAsync(site);
        var page = await PageAsync(site);

        Assert.Empty(latest.RootElement.GetProperty("computed").EnumerateArray());
        Assert.Equal(19_962_340.5m, latest.RootElement.GetProperty("circulatingSupply").GetDecimal());
        Assert.Contains("19.96 million BTC", page, StringComparison.Ordinal);
        Assert.DoesNotContain("BTC*", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Footnote, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_says_which_figures_may_be_computed()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var description = JsonDocument.Parse(
            await site.CreateClient().GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancellation)
        );

        var computed = description
            .RootElement.GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("QuoteBody")
            .GetProperty("properties")
            .GetProperty("computed");
        Assert.Contains("issuance schedule", computed.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    private static Quote OfExchange() => MarketData.Quote(MarketData.Slot(5), 64_000.5m, "coinbase").AsExchangeGives();

    private static async Task<JsonDocument> LatestAsync(WebSite site)
    {
        using var response = await WebSite.AskUntilAsync(
            site.CreateClient(),
            "/api/v1/quotes/latest",
            (response, _) => response.IsSuccessStatusCode
        );
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<string> PageAsync(WebSite site)
    {
        using var response = await WebSite.AskUntilAsync(
            site.CreateClient(),
            "/",
            (_, body) => body.Contains("$64,000.50", StringComparison.Ordinal)
        );
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<PriceStoreHost> StoreAsync(Quote quote)
    {
        var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(quote, Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(quote.Slot.AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        return store;
    }
}
