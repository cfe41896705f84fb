using System.Net;
using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Web;

/// <summary>A person's own page in Spanish: what it shows, what its forms take, and that it stays so.</summary>
[Trait("Level", "Web")]
public sealed class SpanishMeTests(WebFixture fixture) : MeTestBase(fixture), IClassFixture<WebFixture>
{
    [Fact]
    public async Task No_text_of_a_record_is_left_in_English()
    {
        using var store = await StoreAsync();
        await using var site = At(store);
        await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);

        var english = await WalkAsync(site, store, "en", "Ana");
        var spanish = await WalkAsync(site, store, "es", "Eva");

        Assert.Equal(english.Count, spanish.Count);
        Assert.All(english.Zip(spanish), pages => Assert.Empty(SpanishPagesTests.LeftInEnglish(pages.First, pages.Second)));
    }

    [Fact]
    public async Task Amounts_are_read_and_written_with_a_comma_before_the_decimals()
    {
        using var store = await StoreAsync();
        await using var site = At(store);
        await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        var browser = await OpenAsync(site, "es", "Ana");

        await browser.SendAsync("/purchases", ("date", "2020-01-02"), ("amount", "0,5"), ("paid", "1.000,50"));

        var bought = Assert.Single((await FindAsync(store)).Purchases).Details;
        Assert.Equal((0.5m, 1_000.5m), (bought.Amount, bought.Paid));
        Assert.Contains("<html lang=\"es\"", browser.Page, StringComparison.Ordinal);
        Assert.Contains("<dd class=\"result\">USD\u00a040.000,00</dd>", WebUtility.HtmlDecode(browser.Page), StringComparison.Ordinal);
        Assert.Contains("¡Hola, Ana! Faltan 12 días", WebUtility.HtmlDecode(browser.Page), StringComparison.Ordinal);
        Assert.Contains("2 ene 2020", browser.Page, StringComparison.Ordinal);

        await browser.SendAsync("/purchases", ("date", "2020-01-02"), ("amount", "0.5"), ("paid", "1"));
        Assert.Contains(
            "Cantidad: En '0.5' un punto puede significar miles o decimales.",
            WebUtility.HtmlDecode(browser.Page),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_form_is_read_in_the_language_of_its_page_whatever_was_chosen_since()
    {
        using var store = await StoreAsync();
        await using var site = At(store);
        var client = site.CreateClient();
        var browser = new MeClient(client);
        await browser.GetAsync("/me");
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        using var chosen = await client.GetAsync(new Uri("/language?to=es&back=/about", UriKind.Relative), Cancellation);

        await browser.SendAsync("/purchases", ("date", "2020-01-02"), ("amount", "1.234"), ("paid", "1,000"));

        var bought = Assert.Single((await FindAsync(store)).Purchases).Details;
        Assert.Equal((1.234m, 1_000m), (bought.Amount, bought.Paid));
    }

    [Fact]
    public async Task An_address_that_names_Spanish_keeps_it_through_the_forms()
    {
        using var store = await StoreAsync();
        await using var site = At(store);
        var browser = new MeClient(site.CreateClient());
        await browser.GetAsync("/me?lang=es");

        await browser.SendAsync("/create", ("name", "A2"), ("firstBought", "2013-04-05"));
        Assert.Contains(
            "<p role=\"alert\">El nombre contiene '2'. Usa solo letras.</p>",
            WebUtility.HtmlDecode(browser.Page),
            StringComparison.Ordinal
        );
        Assert.Contains("<a href=\"/language?to=en&amp;back=%2Fme\"", browser.Page, StringComparison.Ordinal);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        await browser.SendAsync("/change", ("firstBought", "2014-04-05"));

        Assert.Contains("<html lang=\"es\"", browser.Page, StringComparison.Ordinal);
        Assert.Contains("action=\"/me/purchases?lang=es\"", browser.Page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/me?lang=es\">Mi bitcoin</a>", browser.Page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_reason_has_a_text_in_both_languages_with_the_same_values(ReasonCode code)
    {
        var reason = new Reason(code, "first value", "second value");

        var (english, spanish) = (ReasonTexts.Of(reason), Language.Spanish.Speak(() => ReasonTexts.Of(reason)));

        Assert.Equal(reason.ToString(), english);
        Assert.NotEqual(english, spanish);
        Assert.Equal(Values(english), Values(spanish));

        static (bool First, bool Second) Values(string text) =>
            (text.Contains("first value", StringComparison.Ordinal), text.Contains("second value", StringComparison.Ordinal));
    }

    public static TheoryData<ReasonCode> Codes() => [.. Enum.GetValues<ReasonCode>()];

    /// <summary>Every form's page once, and what it says of a mistake.</summary>
    private static async Task<List<string>> WalkAsync(WebSite site, PriceStoreHost store, string language, string name)
    {
        var client = site.CreateClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var browser = new MeClient(client);
        List<string> pages =
        [
            await browser.GetAsync("/me"),
            await browser.SendAsync("/create", ("name", "A2"), ("firstBought", "2027-01-01")),
            await browser.SendAsync("/open", ("name", "ana"), ("token", "wrong")),
            await browser.GetAsync("/me/link?key=none"),
            await browser.SendAsync("/create", ("name", name), ("firstBought", "2013-04-05")),
            await browser.SendAsync("/purchases", ("date", "2027-01-01"), ("place", new string('x', 101)), ("amount", "-1"), ("paid", "a")),
            await browser.SendAsync(
                "/purchases",
                ("date", "1999-01-01"),
                ("place", "\u0001"),
                ("amount", "99999999"),
                ("paid", "9999999999999")
            ),
            await browser.SendAsync("/purchases", ("date", "x"), ("amount", "0"), ("paid", "0")),
            await browser.SendAsync("/purchases", ("date", "2020-01-02"), ("amount", "2"), ("paid", "1000")),
            await browser.SendAsync("/alerts", ("side", "above"), ("price", "0")),
            await browser.SendAsync("/alerts", ("side", "above"), ("price", "9999999999999")),
            await browser.SendAsync("/alerts", ("side", "above"), ("price", "2")),
            await browser.SendAsync("/alerts", ("side", "above"), ("price", "2")),
            await browser.SendAsync("/delete"),
            await browser.SendAsync("/link"),
            await browser.UploadAsync(
                "date,place,amount,paid,currency\n2020-01-02,,3,1000,USD\n2020-01-02,,3,1000,EUR\n2020-01-02,,x,1000,USD\n1999-01-01,"
                    + ",1,1,USD\n"
            ),
            await browser.SendAsync("/import"),
            await browser.UploadAsync("nothing"),
        ];
        var account = await FindAsync(store, name);
        await store.Holders.AddAllAsync(
            account,
            [.. Enumerable.Range(0, 130).Select(day => new NewPurchase(new DateOnly(2020, 2, 1).AddDays(day), "", 1, 1))],
            Cancellation
        );
        pages.Add(await browser.GetAsync("/me"));
        var read = (await FindAsync(store, name)).Holder;
        await store.Holders.TryReplaceAsync(
            read,
            read with
            {
                FirstBought = new DateOnly(2014, 5, 6),
                Version = read.Version + 1,
            },
            Cancellation
        );
        pages.Add(await browser.SendAsync("/change", ("firstBought", "2015-06-07")));
        return pages;
    }

    private static async Task<MeClient> OpenAsync(WebSite site, string language, string name)
    {
        var client = site.CreateClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var browser = new MeClient(client);
        await browser.GetAsync("/me");
        await browser.SendAsync("/create", ("name", name), ("firstBought", "2013-04-05"));
        return browser;
    }

    private async Task<PriceStoreHost> StoreAsync()
    {
        var store = await Fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, Today, 400));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(Today.AddSeconds(-20), 80_000m), Cancellation);
        return store;
    }
}
