using System.Net;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Api;
using BtcTracker.Web.Components.Guide;
using BtcTracker.Web.Formatting;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Web;

/// <summary>Nothing on a page in Spanish is left in English: what both languages write alike is a name, a sign or a number.</summary>
[Trait("Level", "Web")]
public sealed partial class SpanishPagesTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    /// <summary>Words that are the same in both: names, units, codes, and what Spanish has taken over.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "Bitcoin",
        "BTC",
        "USD",
        "SAT",
        "sat",
        "BtcTracker",
        "CoinMarketCap",
        "Coinbase",
        "Exchange",
        "Kraken",
        "Bitstamp",
        "TradingView",
        "Lightweight Charts™",
        "Lightweight Charts™.",
        "Fluent UI Blazor",
        "API",
        "CSV",
        "JSON",
        "Halving",
        "halving",
        "Log",
        "Total",
        "Bitcoins",
        "Demo",
        "DEMO",
        "Esc",
        "ALL",
        "UTC",
        "English",
        "Español",
        "bitcoin",
        "token",
        "Token",
        "satoshi",
        "euro",
        "yen",
        "EUR",
        "JPY",
        "GBP",
        "MXN",
        "COP",
        "ARS",
        "BRL",
        "abr",
        "feb",
        "mar",
        "jun",
        "jul",
        "sep",
        "oct",
        "nov",
        "Feb",
        "Mar",
        "Jun",
        "Jul",
        "Sep",
        "Oct",
        "Nov",
        "min",
        "TradingView Lightweight Charts™",
        "https://www.tradingview.com/",
        "Bitcoin · BtcTracker",
        "API · BtcTracker",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Addresses { get; } =
        new(
            "/",
            "/?range=ALL&ma=200d,200w&type=candles&cur=XYZ",
            "/?from=2020-01-01&to=2019-01-01",
            "/?range=1M&unit=sat",
            "/?range=soon&ma=x&theme=pink",
            "/history",
            "/history?interval=1mo&page=99",
            "/convert",
            "/convert?amount=2&from=BTC&to=USD",
            "/convert?amount=x",
            "/what-if",
            "/what-if?amount=0&every=day&since=1999-01-01&currency=EUR",
            "/about",
            "/api",
            "/notices",
            "/embed",
            "/embed?range=1M",
            "/embed?compact=1",
            "/me",
            "/no-such-page"
        );

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task No_text_of_a_page_is_left_in_English(string address) =>
        Assert.Empty(await LeftInEnglishAsync(await fixture.SharedSiteAsync(FillAsync), address));

    [Fact]
    public async Task No_text_of_a_page_without_data_is_left_in_English()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, mode: "replay");

        foreach (var address in (string[])["/", "/convert", "/what-if", "/history", "/embed"])
        {
            Assert.Empty(await LeftInEnglishAsync(site, address));
        }
    }

    [Fact]
    public async Task Every_route_that_is_described_has_a_Spanish_description()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        var routes = await site.Services.GetRequiredService<ApiRoutes>().ReadAsync(Cancellation);

        var texts = routes
            .SelectMany(route =>
                route.Parameters.Select(parameter => parameter.Description).Append(route.Summary).Append(route.Description)
            )
            .OfType<string>()
            .ToList();
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.NotEqual(text, Language.Spanish.Speak(() => RouteTexts.Of(text))));
    }

    private static async Task FillAsync(PriceStoreHost store)
    {
        var slot = MarketData.Slot(secondsAgo: 5);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, 400));
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.FiveMinutes, slot, 300));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_481.17m, "coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(
            MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)) with
            {
                StaleAfter = TimeSpan.FromHours(1),
            },
            Cancellation
        );
    }

    private static async Task<List<string>> LeftInEnglishAsync(WebSite site, string address)
    {
        return LeftInEnglish(await PageAsync(site, address, "en"), await PageAsync(site, address, "es"));
    }

    /// <summary>The texts that a page in Spanish shares with the same page in English.</summary>
    internal static List<string> LeftInEnglish(string englishPage, string spanishPage)
    {
        var (english, spanish) = (TextsOf(englishPage), TextsOf(spanishPage));
        Assert.NotEmpty(spanish);
        return [.. spanish.Where(text => english.Contains(text) && !IsName(text))];
    }

    private static bool IsName(string text) =>
        Names.Contains(text) || text.StartsWith('/') || Word().Matches(text).All(word => Names.Contains(word.Value));

    private static async Task<string> PageAsync(WebSite site, string address, string language)
    {
        using var client = site.CreateClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>
    /// All that a person reads or hears of a page; code is of programs, and what says that it is in another language is left out.
    /// </summary>
    private static HashSet<string> TextsOf(string page)
    {
        var read = OtherLanguage().Replace(Code().Replace(page, string.Empty), string.Empty);
        return
        [
            .. Text()
                .Matches(read)
                .Concat(Attribute().Matches(read))
                .Select(text => WebUtility.HtmlDecode(text.Groups[1].Value).Trim())
                .Where(text => text.Length > 0),
        ];
    }

    [GeneratedRegex(
        "<(code|pre|kbd|textarea)[^>]*>.*?</\\1>|<meta (name=\"(viewport|color-scheme|robots|twitter:card)|property=\"og:type)[^>]*>",
        RegexOptions.Singleline
    )]
    private static partial Regex Code();

    [GeneratedRegex("<(?!html)(\\w+)[^>]* lang=\"\\w+\"[^>]*>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex OtherLanguage();

    [GeneratedRegex(">([^<]*\\p{L}{3,}[^<]*)<")]
    private static partial Regex Text();

    [GeneratedRegex(" (?:aria-label|alt|title|content|placeholder)=\"([^\"]*\\p{L}{3,}[^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("\\p{L}{3,}")]
    private static partial Regex Word();
}
