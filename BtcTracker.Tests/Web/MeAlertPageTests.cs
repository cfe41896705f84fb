using System.Net;
using System.Text.RegularExpressions;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>The alerts of a person's own page by its forms; no script runs here.</summary>
[Trait("Level", "Web")]
public sealed class MeAlertPageTests(WebFixture fixture) : MeTestBase(fixture), IClassFixture<WebFixture>
{
    [Fact]
    public async Task Alerts_are_set_and_removed_by_forms_that_say_what_is_wrong()
    {
        using var store = await Fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(Today.AddSeconds(-20), 80_000m), Cancellation);
        await using var site = At(store);
        using var _ = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        var browser = await MeClient.OfAsync(site);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        Assert.Contains("No alert is set.", browser.Page, StringComparison.Ordinal);

        await browser.SendAsync("/alerts", ("side", "below"), ("price", "1,5"));
        Assert.Equal((HttpStatusCode.BadRequest, 1), (browser.Status, Regex.Count(browser.Page, "<p role=\"alert\">")));
        Assert.Contains("<option value=\"below\" selected", browser.Page, StringComparison.Ordinal);
        await browser.SendAsync("/alerts", ("side", "below"), ("price", "80,000"));
        Assert.Contains("data-side=\"below\" data-price=\"80000\"", browser.Page, StringComparison.Ordinal);
        Assert.Contains("below $80,000.00 (reached)", browser.Page, StringComparison.Ordinal);
        Assert.Contains("These alerts are shown while this page is open.", browser.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Notify this device", browser.Page, StringComparison.Ordinal);
        await browser.SendAsync("/alerts", ("side", "below"), ("price", "80000.00"));
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("You have this alert already.", browser.Page, StringComparison.Ordinal);

        for (var line = 1; line < HolderAlert.Most; line++)
        {
            await browser.SendAsync("/alerts", ("side", "above"), ("price", $"{100_000 + line}"));
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        await browser.SendAsync("/alerts", ("side", "above"), ("price", "1"));
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("You have 20 alerts, the most that there can be.", browser.Page, StringComparison.Ordinal);
        Assert.Equal(20, Regex.Count(await browser.GetAsync("/me/record.json"), "\"side\":"));
        await browser.GetAsync("/me");
        await browser.SendAsync("/alerts/delete");
        Assert.Equal(19, Regex.Count(browser.Page, "<li data-side="));
    }

    [Fact]
    public async Task A_device_is_notified_where_there_is_a_key_until_that_is_stopped()
    {
        using var store = await Fixture.NewStoreAsync();
        using var device = new PushBrowser();
        await using var site = new WebSite(
            Fixture.Endpoint,
            store.Table,
            clock: new DayClock(Today),
            settings: new Dictionary<string, string> { ["Alerts:Push:PublicKey"] = device.P256dh }
        )
        {
            Resolver = new StubResolver(StubResolver.Public),
        };
        var browser = await MeClient.OfAsync(site);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        await browser.SendAsync("/alerts", ("side", "above"), ("price", "100000"));
        Assert.Contains($"data-key=\"{device.P256dh}\"", browser.Page, StringComparison.Ordinal);
        var form = Regex.Match(browser.Page, "name=\"__RequestVerificationToken\" value=\"([^\"]*)\"").Groups[1].Value;

        async Task<HttpStatusCode> SubscribeAsync(string endpoint)
        {
            using var content = new FormUrlEncodedContent([
                new("__RequestVerificationToken", form),
                new("endpoint", endpoint),
                new("p256dh", device.P256dh),
                new("auth", device.Auth),
                new("lang", "es"),
            ]);
            await browser.PostAsync("/alerts/push", content);
            return browser.Status;
        }

        Assert.Equal(HttpStatusCode.BadRequest, await SubscribeAsync("http://push.example.com/hidden-path"));
        Assert.Equal(HttpStatusCode.NoContent, await SubscribeAsync("https://push.example.com/hidden-path"));
        await browser.GetAsync("/me");
        Assert.Contains("A device is notified of these alerts", browser.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-path", browser.Page + await browser.GetAsync("/me/record.json"), StringComparison.Ordinal);
        var holder = (await FindAsync(store)).Holder;
        Assert.Equal(device.Subscription(language: "es"), Assert.Single(await store.HolderAlerts.FindAsync(holder, Cancellation)).Push);

        await browser.GetAsync("/me");
        await browser.SendAsync("/alerts", ("side", "above"), ("price", "100001"));
        Assert.All(await store.HolderAlerts.FindAsync(holder, Cancellation), alert => Assert.NotNull(alert.Push));
        await browser.SendAsync("/alerts/push/stop");
        Assert.Contains("These alerts are shown while this page is open.", browser.Page, StringComparison.Ordinal);
        Assert.All(await store.HolderAlerts.FindAsync(holder, Cancellation), alert => Assert.Null(alert.Push));
    }
}
