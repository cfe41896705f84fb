using System.Net;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>The converter as a page and as a card of the first page; no script runs here.</summary>
[Trait("Level", "Web")]
public sealed class ConvertTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static readonly DateTimeOffset Slot = MarketData.Slot(secondsAgo: 5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gives_the_result_in_words_with_the_price_and_the_rate_behind_it()
    {
        using var store = await StoreAsync(Slot);
        await using var site = fixture.Site(store);

        var page = await PageAsync(site, "/convert?amount=1%2C250.5&from=BTC&to=EUR");

        Assert.Contains(
            "<p class=\"result\"><span>1,250.5 BTC</span> <span>= 90,036,000.00 EUR</span></p>",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("1,250.5 bitcoins are worth 90,036,000.00 euros.", page, StringComparison.Ordinal);
        Assert.Matches(@"1 BTC = \$80,000\.00: Coinbase, .* UTC, \d+ s old<", page);
        Assert.Matches(@"1 USD = 0\.9 EUR: CoinMarketCap, .* UTC, 25 h old<", page);
        Assert.Contains("1 USD = 1,250 sat", page, StringComparison.Ordinal);
        Assert.DoesNotContain("JPY:", page, StringComparison.Ordinal);
        Assert.Contains("name=\"amount\" value=\"1,250.5\"", page, StringComparison.Ordinal);
        Assert.Matches("<select id=\"to\"[^>]*>.*<option value=\"EUR\" selected[^>]*>EUR, euro</option>", Flat(page));
        Assert.DoesNotContain("GBP", page, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"alert\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e400", "BTC", "exponent")]
    [InlineData("NaN", "BTC", "'NaN' is not an amount.")]
    [InlineData("-1", "BTC", "negative")]
    [InlineData("", "BTC", "Enter an amount")]
    [InlineData("١٢٣", "BTC", "Use 0 to 9.")]
    [InlineData("0.12345678901234567890", "BTC", "at most 8")]
    [InlineData("1,5", "BTC", "a comma may mean thousands or decimals")]
    [InlineData("<b>\"5\"</b>", "BTC", "is not an amount.")]
    [InlineData("1", "<i>DOGE", "There is no current rate for '<i>DOGE'. Choose one of BTC, SAT, USD, EUR, JPY.")]
    [InlineData("1", "", "There is no current rate for ''.")]
    [InlineData("1", "GBP", "There is no current rate for 'GBP'.")]
    public async Task What_cannot_be_converted_is_reported_over_the_form_which_keeps_what_was_typed(
        string amount,
        string from,
        string problem
    )
    {
        using var store = await StoreAsync(Slot);
        await using var site = fixture.Site(store);
        using var response = await AskAsync(
            site,
            $"/convert?amount={Uri.EscapeDataString(amount)}&from={Uri.EscapeDataString(from)}&to=USD"
        );
        var html = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotMatch("<b>|<i>", html);
        Assert.Contains(
            problem,
            WebUtility.HtmlDecode(Regex.Match(html, "<p role=\"alert\">([^<]*)</p>").Groups[1].Value),
            StringComparison.Ordinal
        );
        Assert.Contains(
            amount,
            WebUtility.HtmlDecode(Regex.Match(html, "name=\"amount\" value=\"([^\"]*)\"").Groups[1].Value),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("class=\"result\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_amount_that_was_sent_twice_the_first_counts()
    {
        using var store = await StoreAsync(Slot);
        await using var site = fixture.Site(store);

        Assert.Contains("= 80,000.00 USD", await PageAsync(site, "/convert?amount=1&amount=234&from=BTC&to=USD"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_price_is_said_to_be_stale()
    {
        using var store = await StoreAsync(Slot.AddHours(-5));
        await using var site = fixture.Site(store);

        var page = await PageAsync(site, "/convert");

        Assert.Contains("The latest price is 5 h old", page, StringComparison.Ordinal);
        Assert.Contains("5 h old, stale<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_price_it_says_so()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();

        Assert.Contains(
            "There is no price yet",
            await client.GetStringAsync(new Uri("/convert", UriKind.Relative), Cancellation),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No price yet.",
            await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("/btc")]
    public async Task The_first_page_has_the_form_and_what_a_bitcoin_and_a_dollar_are(string pathBase)
    {
        using var store = await StoreAsync(Slot);
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Web:PathBase"] = pathBase });

        var page = Flat(await PageAsync(site, "/"));

        Assert.Contains($"<form class=\"form\" action=\"{pathBase}/convert\" method=\"get\">", page, StringComparison.Ordinal);
        Assert.Matches(
            "1 BTC = <span data-live=\"bitcoin\">\\$80,000\\.00</span></span> · <span>1 USD = <span "
                + "data-live=\"satoshis\">1,250</span> sat",
            page
        );
        Assert.Matches("<select id=\"from\"[^>]*>\\s*<option value=\"BTC\" selected", page);
        Assert.Matches("<select id=\"to\".*<option value=\"USD\" selected", page);
    }

    private static string Flat(string page) => Regex.Replace(page, @"\s+", " ");

    private static async Task<string> PageAsync(WebSite site, string address)
    {
        using var response = await AskAsync(site, address);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<HttpResponseMessage> AskAsync(WebSite site, string address)
    {
        using var whole = await site.AskForWholeAsync("/api/v1/rates", (_, body) => body.Contains("EUR", StringComparison.Ordinal));
        return await site.CreateClient().GetAsync(new Uri(address, UriKind.Relative), Cancellation);
    }

    private async Task<PriceStoreHost> StoreAsync(DateTimeOffset slot)
    {
        var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 80_000m, "coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, TimeSpan.FromMinutes(5), slot.AddMinutes(5), TimeSpan.FromHours(1)),
            Cancellation
        );
        var rates = new CurrencyRates(
            Slot.AddHours(-25),
            "coinmarketcap",
            new Dictionary<string, decimal> { ["EUR"] = 0.9m, ["JPY"] = 150m }
        );
        await store.Writer.TryPutRatesAsync(rates, Cancellation);
        return store;
    }
}
