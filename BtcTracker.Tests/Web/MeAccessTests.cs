using System.Net;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Mvc.Testing;

namespace BtcTracker.Tests.Web;

/// <summary>Who gets into a person's own page, with what, and what a form of another site can do: nothing.</summary>
[Trait("Level", "Web")]
public sealed class MeAccessTests(WebFixture fixture) : MeTestBase(fixture), IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_record_is_opened_by_its_token_and_closed()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var token = await (await HolderClient.OfAsync(site)).CreateAsync("Ana");
        var browser = await MeClient.OfAsync(site);

        await browser.SendAsync("/open", ("name", "ana"), ("token", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, browser.Status);
        Assert.Contains("<p role=\"alert\">This name and this token do not belong together.</p>", browser.Page, StringComparison.Ordinal);
        await browser.SendAsync("/open", ("name", "ana"), ("token", $" {token} "));
        Assert.Contains("Hello, Ana!", browser.Page, StringComparison.Ordinal);
        await browser.SendAsync("/leave");
        Assert.Contains("Start a record", browser.Page, StringComparison.Ordinal);
        Assert.NotNull(await store.Holders.FindAsync(HolderName.Parse("Ana"), Cancellation));
    }

    [Fact]
    public async Task A_browser_whose_record_was_deleted_elsewhere_forgets_it()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await MeClient.OfAsync(site);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        await store.Holders.DeleteAsync((await FindAsync(store)).Holder, Cancellation);

        await browser.GetAsync("/me");

        Assert.Equal(HttpStatusCode.Unauthorized, browser.Status);
        Assert.Contains(
            browser.SetCookies,
            cookie => cookie.StartsWith("btctracker-me=; expires=Thu, 01 Jan 1970", StringComparison.Ordinal)
        );
        await browser.GetAsync("/me");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task A_form_that_does_not_come_from_the_page_changes_nothing()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await MeClient.OfAsync(site);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));

        foreach (
            var action in new[]
            {
                "/delete",
                "/purchases",
                "/change",
                "/leave",
                "/link",
                "/import",
                "/create",
                "/open",
                "/enter",
                "/purchases/delete",
                "/alerts",
                "/alerts/delete",
                "/alerts/push",
                "/alerts/push/stop",
            }
        )
        {
            using var forged = new FormUrlEncodedContent([
                new("sure", "yes"),
                new("date", "2020-01-02"),
                new("amount", "1"),
                new("paid", "1"),
                new("firstBought", "2015-01-01"),
                new("version", "1"),
                new("side", "above"),
                new("price", "100000"),
            ]);
            await browser.PostAsync(action, forged);
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.Empty(browser.SetCookies);
        }

        var account = await FindAsync(store);
        Assert.Equal((new DateOnly(2013, 4, 5), 0), (account.Holder.FirstBought, account.Purchases.Count));
    }

    [Fact]
    public async Task A_link_opens_the_record_on_another_device_for_a_quarter_of_an_hour_and_not_before_it_is_confirmed()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        await using var later = new WebSite(Fixture.Endpoint, store.Table, clock: new DayClock(Today.AddMinutes(16)));
        var browser = await MeClient.OfAsync(site);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        await browser.SendAsync("/link");
        var link = WebUtility.HtmlDecode(Regex.Match(browser.Page, "<code>(http://localhost/me/link[?]key=[^<]+)</code>").Groups[1].Value);
        var (phone, late, curious) = (await MeClient.OfAsync(site), await MeClient.OfAsync(later), await MeClient.OfAsync(site));

        await phone.GetAsync(link);
        Assert.DoesNotContain(phone.SetCookies, cookie => cookie.StartsWith("btctracker-me=", StringComparison.Ordinal));
        await phone.SendAsync("/enter");
        await late.GetAsync(link);
        await curious.GetAsync(link[..^3] + "abc");

        Assert.Contains("Hello, Ana!", phone.Page, StringComparison.Ordinal);
        Assert.All(
            [late, curious],
            other =>
                Assert.Equal(
                    (HttpStatusCode.BadRequest, true),
                    (other.Status, other.Page.Contains("This link is too old, or was cut short.", StringComparison.Ordinal))
                )
        );
    }

    [Fact]
    public async Task It_is_never_compressed_over_https_and_its_cookies_are_secure_there()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        using var client = site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost") });
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
        var browser = new MeClient(client);
        await browser.GetAsync("/me");
        var ofForms = browser.SetCookies;

        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));

        Assert.Matches("^[.]AspNetCore[.]Antiforgery[.].*; secure; samesite=strict; httponly$", Assert.Single(ofForms));
        Assert.Contains(
            browser.SetCookies,
            cookie =>
                cookie.StartsWith("btctracker-me=", StringComparison.Ordinal) && cookie.Contains("; secure; ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("true", HttpStatusCode.OK)]
    [InlineData("false", HttpStatusCode.NotFound)]
    public async Task It_is_there_and_linked_where_records_are_on(string enabled, HttpStatusCode status)
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = Fixture.Site(store, settings: new Dictionary<string, string> { ["Holders:Enabled"] = enabled });
        var client = site.CreateClient();

        using var response = await client.GetAsync(new Uri("/me", UriKind.Relative), Cancellation);
        var page = await client.GetStringAsync(new Uri("/about", UriKind.Relative), Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK, page.Contains("<a href=\"/me\">My bitcoin</a>", StringComparison.Ordinal));
    }
}
