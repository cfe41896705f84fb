using System.Net;
using System.Text.RegularExpressions;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>A person's own page by its forms; no script runs here.</summary>
[Trait("Level", "Web")]
public sealed class MePageTests(WebFixture fixture) : MeTestBase(fixture), IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_record_is_started_filled_changed_exported_and_deleted_by_its_forms()
    {
        using var store = await Fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(Today.AddSeconds(-20), 80_000m), Cancellation);
        await using var site = At(store);
        using var _ = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        var browser = await MeClient.OfAsync(site);

        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        Assert.Equal(HttpStatusCode.Created, browser.Status);
        Assert.Contains("Hello, Ana! Your bitcoin anniversary is in 12 days", browser.Page, StringComparison.Ordinal);
        Assert.Matches("Keep this token(.|\n)*<code>[A-Za-z0-9_-]{43}</code>", browser.Page);
        var cookie = Assert.Single(browser.SetCookies, cookie => cookie.StartsWith("btctracker-me=", StringComparison.Ordinal));
        Assert.Matches("; path=/me; samesite=strict; httponly$", cookie);

        await browser.SendAsync("/purchases", ("date", "2020-01-02"), ("place", "Café <Sol>"), ("amount", "0.5"), ("paid", "1,000.50"));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.DoesNotContain("Keep this token", browser.Page, StringComparison.Ordinal);
        Assert.Contains(
            "Café &lt;Sol&gt;",
            WebUtility.HtmlDecode(browser.Page).Replace("<Sol>", "&lt;Sol&gt;", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("<Sol>", browser.Page, StringComparison.Ordinal);
        Assert.Contains("<dd class=\"result\">$40,000.00</dd>", browser.Page, StringComparison.Ordinal);
        Assert.Contains("<dt>Average price</dt><dd>$2,001.00</dd>", browser.Page, StringComparison.Ordinal);

        await browser.SendAsync("/change", ("firstBought", "2014-03-24"));
        Assert.Contains("Hello, Ana! Happy bitcoin anniversary!", browser.Page, StringComparison.Ordinal);

        Assert.Equal(
            "date,place,amount,paid,currency\r\n2020-01-02,Café <Sol>,0.5,1000.5,USD\r\n",
            await browser.GetAsync("/me/purchases.csv")
        );
        Assert.StartsWith(
            """{"name":"Ana","firstBought":"2014-03-24","created":"2026-03-24T""",
            await browser.GetAsync("/me/record.json"),
            StringComparison.Ordinal
        );

        await browser.GetAsync("/me");
        await browser.SendAsync("/alerts", ("side", "above"), ("price", "100000"));
        await browser.SendAsync("/purchases/delete");
        Assert.Contains("None yet.", browser.Page, StringComparison.Ordinal);

        await browser.SendAsync("/delete");
        Assert.Equal(
            (HttpStatusCode.BadRequest, true),
            (browser.Status, browser.Page.Contains("<p role=\"alert\">Tick the box", StringComparison.Ordinal))
        );
        await browser.SendAsync("/delete", ("sure", "yes"));
        Assert.Contains("Start a record", browser.Page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            await store.KeysAsync(Cancellation),
            key =>
                key.Partition.StartsWith("H#", StringComparison.Ordinal)
                || (key.Partition.StartsWith("A#", StringComparison.Ordinal) && key.Sort != "0")
        );
    }

    [Fact]
    public async Task A_tab_that_has_not_seen_a_change_says_so_before_it_replaces_it()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await MeClient.OfAsync(site);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        var read = (await FindAsync(store)).Holder;
        await store.Holders.TryReplaceAsync(read, read with { FirstBought = new DateOnly(2014, 5, 6), Version = 2 }, Cancellation);

        await browser.SendAsync("/change", ("firstBought", "2015-06-07"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, browser.Status);
        Assert.Contains("has changed the day meanwhile, to 2014-05-06. Save again to replace it.", browser.Page, StringComparison.Ordinal);
        Assert.Contains("name=\"firstBought\" type=\"date\" value=\"2015-06-07\"", browser.Page, StringComparison.Ordinal);
        await browser.SendAsync("/change", ("firstBought", "2015-06-07"));

        Assert.Equal(new DateOnly(2015, 6, 7), (await FindAsync(store)).Holder.FirstBought);
    }

    [Fact]
    public async Task What_is_not_valid_is_reported_over_the_form_which_keeps_what_was_typed()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await MeClient.OfAsync(site);

        await browser.SendAsync("/create", ("name", "A<b>2"), ("firstBought", "2026-03-24"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(2, Regex.Count(browser.Page, "<p role=\"alert\">"));
        Assert.Contains("name=\"name\" value=\"A&lt;b&gt;2\"", browser.Page, StringComparison.Ordinal);

        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        await browser.SendAsync("/purchases", ("date", "2026-03-25"), ("amount", "1,5"), ("paid", "-1"));
        Assert.Equal((HttpStatusCode.BadRequest, 3), (browser.Status, Regex.Count(browser.Page, "<p role=\"alert\">")));
        Assert.Contains("name=\"amount\" value=\"1,5\"", browser.Page, StringComparison.Ordinal);
        Assert.Empty((await FindAsync(store)).Purchases);
    }

    [Fact]
    public async Task A_file_is_shown_before_it_is_imported()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await MeClient.OfAsync(site);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));

        await browser.UploadAsync(
            "date,place,amount,paid,currency\n2020-01-02,\"Café, \"\"Sol\"\"\",0.5,1000,USD\n2020-01-02,,0.5,1000,EUR\n"
        );
        Assert.Contains(
            "BtcTracker: 1 purchase would be added, 0 are there already, 1 rows are left out.",
            browser.Page,
            StringComparison.Ordinal
        );
        Assert.Contains("<li>Line 3: paid in EUR, not in US dollars</li>", browser.Page, StringComparison.Ordinal);
        Assert.Empty((await FindAsync(store)).Purchases);

        await browser.SendAsync("/import");
        Assert.Contains("Imported: 1 purchase.", browser.Page, StringComparison.Ordinal);
        Assert.Equal("Café, \"Sol\"", Assert.Single((await FindAsync(store)).Purchases).Details.Place);

        await browser.UploadAsync("nothing");
        Assert.Equal(
            (HttpStatusCode.BadRequest, true),
            (browser.Status, browser.Page.Contains("The file is not recognized.", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Later_purchases_are_on_pages_of_their_own()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await MeClient.OfAsync(site);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        await store.Holders.AddAllAsync(
            await FindAsync(store),
            [.. Enumerable.Range(0, 130).Select(day => new NewPurchase(new DateOnly(2020, 1, 1).AddDays(day), "", 1, 1))],
            Cancellation
        );

        var first = await browser.GetAsync("/me");
        var second = await browser.GetAsync(WebUtility.HtmlDecode(Regex.Match(first, "href=\"(/me[?]cursor=[^\"#]+)").Groups[1].Value));

        Assert.Equal(
            (100, 30),
            (Regex.Count(first, "aria-label=\"Delete the purchase of"), Regex.Count(second, "aria-label=\"Delete the purchase of"))
        );
    }
}
