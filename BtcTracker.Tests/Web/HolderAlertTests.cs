using System.Net;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Market.Push;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>The alerts of people's own records.</summary>
[Trait("Level", "Web")]
public sealed class HolderAlertTests(WebFixture fixture) : IClassFixture<WebFixture>, IDisposable
{
    private readonly PushBrowser _browser = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Alerts_are_set_listed_and_removed_and_a_subscription_is_never_shown()
    {
        using var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(), 80_000m), Cancellation);
        await using var site = Site(store);
        using var _ = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Zoë");

        var above = await PostAsync(holders, "Zoë", token, """{"side": "above", "price": 100000.5}""");
        var below = await PostAsync(holders, "Zoë", token, Subscribed("""{"side": "below", "price": 80000"""));
        var third = await PostAsync(holders, "Zoë", token, """{"side": "above", "price": 120000}""");
        Assert.Equal(
            (HttpStatusCode.Created, "above", 100_000.5m, false, null),
            (
                above.Status,
                above.Json.GetProperty("side").GetString(),
                above.Json.GetProperty("price").GetDecimal(),
                above.Json.GetProperty("reached").GetBoolean(),
                above.Json.GetProperty("pushService").GetString()
            )
        );
        Assert.True(below.Json.GetProperty("reached").GetBoolean());
        Assert.All([below, third], answer => Assert.Equal("push.example.com", answer.Json.GetProperty("pushService").GetString()));

        var list = await holders.AskAsync(HttpMethod.Get, "Zoë/alerts", token);
        Assert.Equal(
            [above.Text, below.Text, third.Text],
            list.Json.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetRawText())
        );
        Assert.Equal(_browser.P256dh, list.Json.GetProperty("pushKey").GetString());
        Assert.All(
            ["hidden-path", _browser.Auth],
            secret => Assert.DoesNotContain(secret, below.Text + list.Text, StringComparison.Ordinal)
        );

        var id = above.Json.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await holders.AskAsync(HttpMethod.Delete, $"Zoë/alerts/{id}", token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await holders.AskAsync(HttpMethod.Delete, $"Zoë/alerts/{id}", token)).Status);
        Assert.Equal(2, (await AlertsAsync(store, "Zoë")).Count);
        Assert.Equal(HttpStatusCode.NoContent, (await holders.AskAsync(HttpMethod.Delete, "Zoë", token)).Status);
        Assert.DoesNotContain(
            await store.KeysAsync(Cancellation),
            key => key.Partition.StartsWith("A#", StringComparison.Ordinal) && key.Sort != "0"
        );
    }

    [Fact]
    public async Task A_browser_is_set_for_all_alerts_and_removed()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");
        await PostAsync(holders, "Ana", token, """{"side": "above", "price": 1}""");
        await PostAsync(holders, "Ana", token, """{"side": "above", "price": 2}""");

        var set = await holders.AskAsync(HttpMethod.Put, "Ana/alerts/push", token, Subscribed("{\"language\": \"es\""));
        Assert.Equal((HttpStatusCode.NoContent, string.Empty), (set.Status, set.Text));
        Assert.All(await AlertsAsync(store, "Ana"), alert => Assert.Equal(_browser.Subscription(language: "es"), alert.Push));

        Assert.Equal(HttpStatusCode.NoContent, (await holders.AskAsync(HttpMethod.Delete, "Ana/alerts/push", token)).Status);
        Assert.All(await AlertsAsync(store, "Ana"), alert => Assert.Null(alert.Push));
    }

    [Theory]
    [InlineData("""{"price": 1}""", "side")]
    [InlineData("""{"side": "beside", "price": 1}""", "side")]
    [InlineData("""{"side": 1, "price": 1}""", "side")]
    [InlineData("""{"side": "above"}""", "price")]
    [InlineData("""{"side": "above", "price": 0}""", "price")]
    [InlineData("""{"side": "above", "price": -1}""", "price")]
    [InlineData("""{"side": "above", "price": NaN}""", "price")]
    [InlineData("""{"side": "above", "price": 1e400}""", "price")]
    [InlineData("""{"side": "above", "price": 1000000000000.01}""", "price")]
    [InlineData("""{"side": "above", "price": 0.000000001}""", "price")]
    [InlineData("""{"side": "above", "price": "1"}""", "price")]
    [InlineData("""{"side": "above", "price": 1, "holder": "Eva"}""", "holder")]
    [InlineData("""{"side": "above", "price": 1, "endpoint": "http://push.example.com/x", "p256dh": "KEY", "auth": "AUTH"}""", "endpoint")]
    [InlineData("""{"side": "above", "price": 1, "endpoint": "https://127.0.0.1/x", "p256dh": "KEY", "auth": "AUTH"}""", "endpoint")]
    [InlineData("""{"side": "above", "price": 1, "endpoint": "https://[::1]/x", "p256dh": "KEY", "auth": "AUTH"}""", "endpoint")]
    [InlineData("""{"side": "above", "price": 1, "endpoint": "https://0x7f.1/x", "p256dh": "KEY", "auth": "AUTH"}""", "endpoint")]
    [InlineData("""{"side": "above", "price": 1, "endpoint": "https://169.254.169.254/x", "p256dh": "KEY", "auth": "AUTH"}""", "endpoint")]
    [InlineData("""{"side": "above", "price": 1, "endpoint": "https://[fd00:ec2::254]/x", "p256dh": "KEY", "auth": "AUTH"}""", "endpoint")]
    [InlineData("""{"side": "above", "price": 1, "endpoint": "https://push.example.com/x", "p256dh": "AUTH", "auth": "AUTH"}""", "p256dh")]
    [InlineData("""{"side": "above", "price": 1, "endpoint": "https://push.example.com/x", "p256dh": "KEY", "auth": "KEY"}""", "auth")]
    [InlineData("""{"side": "above", "price": 1, "endpoint": "https://push.example.com/x", "p256dh": "KEY"}""", "auth")]
    public async Task What_cannot_be_an_alert_is_refused_with_the_field_and_nothing_is_stored(string body, string field)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");

        var answer = await PostAsync(holders, "Ana", token, Filled(body));

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, answer.Field));
        Assert.Empty(await AlertsAsync(store, "Ana"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData(null)]
    public async Task A_push_service_whose_name_leads_into_a_private_network_or_nowhere_is_refused(string? address)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store, resolver: address is null ? new StubResolver() : new StubResolver(StubResolver.Public, address));
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");
        await PostAsync(holders, "Ana", token, """{"side": "above", "price": 1}""");

        var set = await holders.AskAsync(HttpMethod.Put, "Ana/alerts/push", token, Subscribed("{"));
        var posted = await PostAsync(holders, "Ana", token, Subscribed("""{"side": "above", "price": 2"""));

        Assert.All([set, posted], answer => Assert.Equal((HttpStatusCode.BadRequest, "endpoint"), (answer.Status, answer.Field)));
        Assert.Null(Assert.Single(await AlertsAsync(store, "Ana")).Push);
    }

    [Fact]
    public async Task The_twenty_first_alert_and_a_second_one_at_a_line_are_refused()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");
        for (var line = 1; line <= HolderAlert.Most; line++)
        {
            var same = await PostAsync(holders, "Ana", token, $$"""{"side": "above", "price": {{line}}}""");
            Assert.Equal(HttpStatusCode.Created, same.Status);
            Assert.Equal(
                HttpStatusCode.Conflict,
                (await PostAsync(holders, "Ana", token, $$"""{"side": "above", "price": {{line}}.0}""")).Status
            );
        }

        var refused = await PostAsync(holders, "Ana", token, """{"side": "below", "price": 21}""");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Too many alerts", refused.Json.GetProperty("title").GetString());
        Assert.Equal(20, (await AlertsAsync(store, "Ana")).Count);
    }

    [Fact]
    public async Task Without_the_right_token_nothing_is_shown_or_changed_whether_the_name_exists_or_not()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store);
        var holders = await HolderClient.OfAsync(site);
        var (ana, eva) = (await holders.CreateAsync("Ana"), await holders.CreateAsync("Eva"));
        var alert = await PostAsync(holders, "Ana", ana, """{"side": "above", "price": 1}""");
        (HttpMethod Method, string Path, string? Body)[] requests =
        [
            (HttpMethod.Get, "alerts", null),
            (HttpMethod.Post, "alerts", """{"side": "above", "price": 2}"""),
            (HttpMethod.Put, "alerts/push", Subscribed("{")),
            (HttpMethod.Delete, "alerts/push", null),
            (HttpMethod.Delete, $"alerts/{alert.Json.GetProperty("id").GetString()}", null),
        ];

        foreach (var (method, path, body) in requests)
        {
            foreach (var (name, token) in new[] { ("Ana", eva), ("Nobody", eva), ("Ana", null) })
            {
                Assert.Equal(HttpStatusCode.Unauthorized, (await holders.AskAsync(method, $"{name}/{path}", token, body)).Status);
            }
        }

        Assert.Null(Assert.Single(await AlertsAsync(store, "Ana")).Push);
    }

    [Fact]
    public async Task A_site_without_a_key_takes_alerts_and_no_subscription()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store, key: string.Empty);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");

        var set = await holders.AskAsync(HttpMethod.Put, "Ana/alerts/push", token, Subscribed("{"));
        var posted = await PostAsync(holders, "Ana", token, Subscribed("""{"side": "above", "price": 2"""));
        var plain = await PostAsync(holders, "Ana", token, """{"side": "above", "price": 2}""");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Created), (set.Status, posted.Status, plain.Status));
        var list = await holders.AskAsync(HttpMethod.Get, "Ana/alerts", token);
        Assert.Equal(JsonValueKind.Null, list.Json.GetProperty("pushKey").ValueKind);
    }

    [Fact]
    public async Task A_body_of_another_type_or_too_large_is_refused()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");

        var large = await PostAsync(holders, "Ana", token, $$"""{"side": "above", "price": 1, "endpoint": "{{new string('a', 5_000)}}"}""");
        var text = await holders.AskAsync(
            HttpMethod.Post,
            "Ana/alerts",
            token,
            "side=above",
            request => request.Content!.Headers.ContentType = new("text/plain")
        );

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType), (large.Status, text.Status));
    }

    private static Task<HolderAnswer> PostAsync(HolderClient holders, string name, string token, string body) =>
        holders.AskAsync(HttpMethod.Post, name + "/alerts", token, body);

    private static async Task<IReadOnlyList<HolderAlert>> AlertsAsync(PriceStoreHost store, string name)
    {
        var account = (await store.Holders.FindAsync(HolderName.Parse(name), Cancellation))!;
        return await store.HolderAlerts.FindAsync(account.Holder, Cancellation);
    }

    private string Filled(string body) =>
        body.Replace("\"KEY\"", $"\"{_browser.P256dh}\"", StringComparison.Ordinal)
            .Replace("\"AUTH\"", $"\"{_browser.Auth}\"", StringComparison.Ordinal);

    /// <summary>The beginning of an object, with a subscription added to it.</summary>
    private string Subscribed(string start) =>
        start
        + (start == "{" ? "" : ", ")
        + $$"""
            "endpoint": "https://push.example.com/hidden-path", "p256dh": "{{_browser.P256dh}}", "auth": "{{_browser.Auth}}"}
            """;

    private WebSite Site(PriceStoreHost store, string? key = null, IHostResolver? resolver = null) =>
        new(fixture.Endpoint, store.Table, settings: new Dictionary<string, string> { ["Alerts:Push:PublicKey"] = key ?? _browser.P256dh })
        {
            Resolver = resolver ?? new StubResolver(StubResolver.Public),
        };
}
