using System.Net;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>Which language a page has, and that caches keep the languages apart.</summary>
[Trait("Level", "Web")]
public sealed class LanguageTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Negotiated = "Accept-Encoding, Accept-Language, Cookie";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", null, null, "en")]
    [InlineData("/", "es-MX,es;q=0.9,en;q=0.8", null, "es")]
    [InlineData("/", "en-US,en;q=0.9,es;q=0.8", null, "en")]
    [InlineData("/", "en;q=0.2, es;q=0.9", null, "es")]
    [InlineData("/", "fr-FR,fr;q=0.9,es;q=0.5,en;q=0.4", null, "es")]
    [InlineData("/", "fr, *;q=0.1", null, "en")]
    [InlineData("/", "es;q=0", null, "en")]
    [InlineData("/", "estonian nonsense;;;q=x", null, "en")]
    [InlineData("/", "en", "lang=es", "es")]
    [InlineData("/", "es", "lang=en", "en")]
    [InlineData("/", "es", "lang=klingon", "es")]
    [InlineData("/?lang=es", "en", "lang=en", "es")]
    [InlineData("/?LANG=ES&range=1Y", "en", null, "es")]
    [InlineData("/?lang=en", "es", "lang=es", "en")]
    [InlineData("/?range=7D", "es", null, "es")]
    [InlineData("/?range=7D&type=candles", "es", null, "es")]
    [InlineData("/embed", "es", null, "es")]
    [InlineData("/embed?compact=1&lang=es", null, null, "es")]
    [InlineData("/history", "es", null, "es")]
    [InlineData("/convert?lang=es", null, null, "es")]
    [InlineData("/what-if", null, "lang=es", "es")]
    [InlineData("/about?lang=es", "en", null, "es")]
    [InlineData("/about", "es", null, "es")]
    [InlineData("/about?from=elsewhere", "es", null, "es")]
    [InlineData("/api", "es", null, "es")]
    [InlineData("/notices", "es", null, "es")]
    [InlineData("/no-such-page", "es", null, "es")]
    [InlineData("/me", "es", null, "es")]
    [InlineData("/me?lang=es", "en", "lang=en", "es")]
    public async Task A_page_speaks_the_language_of_its_address_else_the_kept_one_else_the_browsers(
        string address,
        string? accepted,
        string? cookie,
        string expected
    )
    {
        var site = await fixture.SharedSiteAsync(FillAsync);

        using var response = await GetAsync(site, address, accepted, cookie);

        Assert.Contains($"<html lang=\"{expected}\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(response.Content.Headers.ContentLanguage));
        Assert.Equal(
            !address.Contains("lang=", StringComparison.OrdinalIgnoreCase),
            string.Join(", ", response.Headers.Vary) == Negotiated
        );
    }

    [Theory]
    [InlineData("/api/v1/quotes/latest")]
    [InlineData("/api/v1/candles?interval=2d")]
    [InlineData("/api/v1/what-if?amount=1,5")]
    [InlineData("/api/v1/prices")]
    [InlineData("/chart.csv")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/badge.svg")]
    public async Task What_programs_read_is_the_same_in_every_language(string address)
    {
        var site = await fixture.SharedSiteAsync(FillAsync);

        using var english = await GetAsync(site, address, "en");
        using var spanish = await GetAsync(site, address, "es", "lang=es");

        Assert.Equal(
            WithoutTrace(await english.Content.ReadAsStringAsync(Cancellation)),
            WithoutTrace(await spanish.Content.ReadAsStringAsync(Cancellation))
        );
        Assert.Empty(spanish.Content.Headers.ContentLanguage);
        Assert.DoesNotContain("Cookie", string.Join(", ", spanish.Headers.Vary), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "/?lang=tlh", "The lang “tlh” is unknown. Use en, es.")]
    [InlineData("/about", "/about?lang=%3Cb%3E", "The lang “<b>” is unknown. Use en, es.")]
    [InlineData("/history", "/history?lang=tlh", "The lang “tlh” is unknown. Use en, es.")]
    public async Task A_language_that_is_not_spoken_falls_back_with_a_notice(string page, string address, string notice)
    {
        var site = await fixture.SharedSiteAsync(FillAsync);

        using var response = await GetAsync(site, address);
        var body = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("<html lang=\"en\"", body, StringComparison.Ordinal);
        Assert.Contains($"role=\"alert\">{notice}</p>", WebUtility.HtmlDecode(body), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "role=\"alert\"",
            await (await GetAsync(site, page)).Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_copy_in_one_language_is_not_the_same_as_one_in_another()
    {
        var site = await fixture.SharedSiteAsync(FillAsync);
        using var english = await GetAsync(site, "/?range=1M", "en");

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/?range=1M", UriKind.Relative));
        request.Headers.Add("Accept-Language", "es");
        request.Headers.IfNoneMatch.Add(english.Headers.ETag!);
        using var spanish = await site.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, spanish.StatusCode);
        Assert.NotEqual(english.Headers.ETag, spanish.Headers.ETag);
    }

    [Theory]
    [InlineData("/history?interval=1w", "/history?interval=1w")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/%0d%0aSet-Cookie: a=b", "/%0d%0aSet-Cookie: a=b")]
    [InlineData(null, "/")]
    public async Task A_link_keeps_a_language_and_leads_back_to_its_page_and_nowhere_else(string? back, string expected)
    {
        using var store = await fixture.NewStoreAsync();
        await FillAsync(store);
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Web:PathBase"] = "/btc" });
        var client = site.CreateClient(new() { AllowAutoRedirect = false });

        using var response = await client.GetAsync(
            new Uri($"/btc/language?to=es{(back is null ? null : $"&back={Uri.EscapeDataString(back)}")}", UriKind.Relative),
            Cancellation
        );

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("/btc" + expected, response.Headers.Location!.OriginalString);
        Assert.Equal(
            "lang=es; max-age=31536000; path=/btc/; samesite=lax; httponly",
            Assert.Single(response.Headers.GetValues("Set-Cookie"))
        );
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_language_that_is_not_spoken_is_not_kept()
    {
        var site = await fixture.SharedSiteAsync(FillAsync);

        using var response = await site.CreateClient(new() { AllowAutoRedirect = false })
            .GetAsync(new Uri("/language?to=tlh&back=/about", UriKind.Relative), Cancellation);

        Assert.Equal("/about", response.Headers.Location!.OriginalString);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/?range=1Y&type=candles&lang=es", "/language?to=en&amp;back=%2F%3Frange%3D1Y%26type%3Dcandles")]
    [InlineData("/history?interval=1w", "/language?to=es&amp;back=%2Fhistory%3Finterval%3D1w")]
    [InlineData("/history?page=never", "/language?to=es&amp;back=%2Fhistory")]
    [InlineData("/about?lang=es", "/language?to=en&amp;back=%2Fabout")]
    [InlineData("/no-such-page?a=b", "/language?to=es&amp;back=%2F")]
    public async Task Each_page_links_to_itself_in_the_other_language(string address, string link)
    {
        var site = await fixture.SharedSiteAsync(FillAsync);

        using var response = await GetAsync(site, address);

        Assert.Contains($"<a href=\"{link}\" hreflang=", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_of_a_page_whose_address_names_a_language_name_it_too()
    {
        var site = await fixture.SharedSiteAsync(FillAsync);

        var page = await (await GetAsync(site, "/?lang=es", "en")).Content.ReadAsStringAsync(Cancellation);
        var kept = await (await GetAsync(site, "/", "es")).Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("href=\"/history?lang=es\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/?range=7D&amp;lang=es\" data-view", page, StringComparison.Ordinal);
        Assert.Contains("data-view=\"chart/1D\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/history\"", kept, StringComparison.Ordinal);
        Assert.Contains("href=\"/?range=7D\" data-view", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/convert?amount=1.234&from=BTC&to=SAT", "es", "value=\"1,234\"", "123.400.000 SAT")]
    [InlineData("/convert?amount=1.234&from=BTC&to=SAT&lang=es", null, "value=\"1.234\"", "123.400.000.000 SAT")]
    [InlineData("/convert?amount=1.234&from=BTC&to=SAT", null, "value=\"1.234\"", "123,400,000 SAT")]
    [InlineData("/convert?amount=1,5&from=BTC&to=SAT", "es", "value=\"1,5\"", "150.000.000 SAT")]
    public async Task An_amount_in_an_address_means_the_same_to_every_reader(string address, string? accepted, string field, string result)
    {
        var site = await fixture.SharedSiteAsync(FillAsync);

        var page = WebUtility.HtmlDecode(await (await GetAsync(site, address, accepted)).Content.ReadAsStringAsync(Cancellation));

        Assert.Contains(field, page, StringComparison.Ordinal);
        Assert.Contains(result, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_speaks_the_language_of_its_address()
    {
        var site = await fixture.SharedSiteAsync(FillAsync);

        Assert.Contains(
            "dólares",
            await (await GetAsync(site, "/chart.svg?lang=es")).Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "dollars",
            await (await GetAsync(site, "/chart.svg", "es")).Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    private static string WithoutTrace(string body) =>
        System.Text.RegularExpressions.Regex.Replace(body, "\"traceId\":\"[^\"]*\"", string.Empty);

    private static async Task<HttpResponseMessage> GetAsync(WebSite site, string address, string? accepted = null, string? cookie = null)
    {
        using var whole = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("Accept-Language", accepted), ("Cookie", cookie)])
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await site.CreateClient(new() { HandleCookies = false }).SendAsync(request, Cancellation);
    }

    private static async Task FillAsync(PriceStoreHost store)
    {
        var slot = MarketData.Slot(secondsAgo: 5);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, 40));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_481.17m, "coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(
            MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)) with
            {
                StaleAfter = TimeSpan.FromHours(1),
            },
            Cancellation
        );
    }
}
