using System.Net;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Status;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Web;

/// <summary>The operator's page: who sees it, and what it says without any script.</summary>
[Trait("Level", "Web")]
public sealed class StatusTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Token = "a-token-of-some-length";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_the_status_of_everything_without_script()
    {
        using var store = await StoreAsync();
        await using var site = Site(store);

        var page = await PageAsync(site.CreateClient());

        Assert.All(
            (string[])
                [
                    "10 s",
                    "$92,481.17",
                    "Unconfirmed",
                    "0.120%",
                    "CoinMarketCap, keyless",
                    "MinuteLimit",
                    "Open until",
                    "Left out",
                    "The sources contradict each other",
                    "8,123 of 10,000",
                    "One reading every",
                    "40 of 400",
                    "0 of 5,000",
                    store.Table,
                    ".NET 10",
                ],
            said => Assert.Contains(said, page, StringComparison.Ordinal)
        );
        Assert.Contains("data-troubles=\"1\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_speaks_spanish_to_who_prefers_it()
    {
        using var store = await StoreAsync();
        await using var site = Site(store);
        var client = site.CreateClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de, en;q=0.5, es-MX;q=0.8");

        var page = await PageAsync(client);

        Assert.Contains("<html lang=\"es\">", page, StringComparison.Ordinal);
        Assert.Contains("Las fuentes se contradicen", page, StringComparison.Ordinal);
    }

    [Slow]
    [Fact]
    public async Task It_says_since_when_the_store_is_down_and_keeps_what_was_read()
    {
        await using var engine = await EmbeddedStore.StartAsync(null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        await OperatorData.FillAsync(store.Writer);
        await using var site = new WebSite(
            engine.Endpoint,
            store.Table,
            settings: new Dictionary<string, string> { ["Store:AttemptTimeout"] = "00:00:00.2" }
        );
        await PageAsync(site.CreateClient());

        await engine.KillAsync();

        using var down = await WebSite.AskUntilAsync(
            site.CreateClient(),
            "/status",
            (_, body) => body.Contains("The store has not answered since", StringComparison.Ordinal)
        );
        Assert.Contains("$92,481.17", await down.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/status")]
    [InlineData("/status?token=whatever-is-tried")]
    [InlineData("/_blazor/negotiate")]
    public async Task Without_a_token_it_is_not_there_outside_of_development(string address)
    {
        using var store = await StoreAsync();
        await using var site = Site(store, ("environment", "Production"));

        using var answer = await site.CreateClient().GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("unsafe", PolicyOf(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task With_a_token_only_who_gives_it_sees_the_page(string environment)
    {
        using var store = await StoreAsync();
        await using var site = Site(store, ("environment", environment), ("Status:Token", Token));
        var client = site.CreateClient(new() { HandleCookies = false });

        using var form = await client.GetAsync(new Uri("/status", UriKind.Relative), Cancellation);
        using var connection = await client.PostAsync(
            new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative),
            null,
            Cancellation
        );
        using var wrong = await client.GetAsync(new Uri("/status?token=another-token-of-16", UriKind.Relative), Cancellation);
        using var byAddress = await client.GetAsync(new Uri($"/status?token={Token}", UriKind.Relative), Cancellation);
        using var byForm = await client.PostAsync(
            new Uri("/status", UriKind.Relative),
            new FormUrlEncodedContent([new("token", Token)]),
            Cancellation
        );

        Assert.All([form, connection, wrong], answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        var body = await form.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotContain("92,481", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, body + await byAddress.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        foreach (var admitted in (HttpResponseMessage[])[byAddress, byForm])
        {
            var cookie = Assert.Single(admitted.Headers.GetValues("Set-Cookie"));
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/status");
            request.Headers.Add("Cookie", cookie.Split(';')[0]);
            using var page = await client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains("92,481", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_pass_of_https_travels_over_https_only()
    {
        using var store = await StoreAsync();
        await using var site = Site(store, ("Status:Token", Token));
        var client = site.CreateClient(new() { BaseAddress = new Uri("https://localhost"), HandleCookies = false });

        using var admitted = await client.GetAsync(new Uri($"/status?token={Token}", UriKind.Relative), Cancellation);

        Assert.Contains("; secure", Assert.Single(admitted.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_thousand_wrong_tokens_are_refused_and_soon_not_even_compared()
    {
        using var store = await StoreAsync();
        await using var site = Site(store, ("Status:Token", Token));
        var client = site.CreateClient(new() { HandleCookies = false });
        List<HttpStatusCode> answers = [];

        for (var attempt = 0; attempt < 1000; attempt++)
        {
            using var answer = await client.GetAsync(
                new Uri($"/status?token=wrong-token-number-{attempt}", UriKind.Relative),
                Cancellation
            );
            answers.Add(answer.StatusCode);
        }

        using var right = await client.GetAsync(new Uri($"/status?token={Token}", UriKind.Relative), Cancellation);
        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
        Assert.InRange(answers.Count(answer => answer == HttpStatusCode.Unauthorized), 1, 100);
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), right.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/notices")]
    [InlineData("/embed?theme=none")]
    [InlineData("/no/such/page")]
    public async Task Public_pages_know_nothing_of_its_script_its_components_and_its_policy(string address)
    {
        using var store = await StoreAsync();
        await using var site = Site(store);

        using var answer = await site.CreateClient().GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.All(
            ["_framework", "_blazor", "_content", "fluent-", "status.css", "<!--Blazor", "blazor.web"],
            trace => Assert.DoesNotContain(trace, page, StringComparison.OrdinalIgnoreCase)
        );
        Assert.DoesNotContain("unsafe", PolicyOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_style_attributes_and_this_sites_own_scripts_and_styles_are_allowed()
    {
        using var store = await StoreAsync();
        await using var site = Site(store);

        using var answer = await site.CreateClient().GetAsync(new Uri("/status", UriKind.Relative), Cancellation);

        var policy = PolicyOf(answer);
        Assert.Contains("script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; ", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotMatch(@"<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("Development", "", true)]
    [InlineData("Development", Token, false)]
    [InlineData("Production", "", false)]
    [InlineData("Production", Token, false)]
    public async Task The_page_links_to_it_only_where_it_is_open(string environment, string token, bool isLinked)
    {
        using var store = await StoreAsync();
        await using var site = Site(store, ("environment", environment), ("Status:Token", token));

        var page = await site.CreateClient().GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Equal(isLinked, page.Contains("href=\"/status\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beyond_the_cap_the_page_is_plain_and_no_connection_is_taken()
    {
        using var store = await StoreAsync();
        await using var site = Site(store, ("Status:Viewers", "0"));
        var client = site.CreateClient();

        var page = await PageAsync(client);
        using var connection = await client.PostAsync(
            new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative),
            null,
            Cancellation
        );

        Assert.Contains("This page does not update", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, connection.StatusCode);
    }

    [Fact]
    public async Task Many_who_ask_at_once_cost_one_reading_of_the_store()
    {
        using var store = await StoreAsync();
        await using var site = Site(store);
        var feed = site.Services.GetRequiredService<StatusFeed>();

        var reports = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => feed.FindAsync(Cancellation)));

        Assert.Single(reports.Distinct(ReferenceEqualityComparer.Instance));
    }

    private static string PolicyOf(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

    private static async Task<string> PageAsync(HttpClient client) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/status", UriKind.Relative), Cancellation));

    private async Task<PriceStoreHost> StoreAsync()
    {
        var store = await fixture.NewStoreAsync();
        await OperatorData.FillAsync(store.Writer);
        return store;
    }

    private WebSite Site(PriceStoreHost store, params (string Name, string Value)[] settings) =>
        fixture.Site(store, settings: settings.ToDictionary(setting => setting.Name, setting => setting.Value));
}
