using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>Where people's own records are on, who may ask, and how often.</summary>
[Trait("Level", "Web")]
public sealed class HolderAccessTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "DELETE", "POST"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production", null)]
    [InlineData("Production", "false")]
    [InlineData("Development", "false")]
    public async Task Where_they_are_off_nothing_is_there(string environment, string? enabled)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store, environment, enabled);
        var client = site.CreateClient();

        foreach (var method in Methods)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/holders/Ana")
            {
                Content = JsonContent.Create(new { firstBought = "2013-04-05" }),
            };
            using var response = await client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.DoesNotContain(
            "holders",
            await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancellation),
            StringComparison.OrdinalIgnoreCase
        );
        Assert.DoesNotContain(
            "holders",
            await client.GetStringAsync(new Uri("/api", UriKind.Relative), Cancellation),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Theory]
    [InlineData("Production", "true")]
    [InlineData("Development", null)]
    public async Task Where_they_are_on_they_are_described_to_programs_and_people(string environment, string? enabled)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store, environment, enabled);
        var client = site.CreateClient();

        using var made = await client.PutAsJsonAsync(
            new Uri("/api/v1/holders/Ana", UriKind.Relative),
            new { firstBought = "2013-04-05" },
            Cancellation
        );
        var page = await client.GetStringAsync(new Uri("/api", UriKind.Relative), Cancellation);
        var described = await DescribedApi.ReadAsync(client);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var routes = described
            .AllPaths.Except(described.Paths)
            .SelectMany(path =>
                described.MethodsOf(path).Where(method => method != "HEAD").Select(method => $"<code>{method} {path}</code>")
            )
            .ToList();
        Assert.True(routes.Count >= 6);
        Assert.All(routes, route => Assert.Contains(route, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_is_no_list_of_holders()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store, "Development", null);

        using var response = await site.CreateClient().GetAsync(new Uri("/api/v1/holders", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("PUT", false)]
    [InlineData("POST", false)]
    [InlineData("DELETE", false)]
    public async Task A_page_of_another_origin_may_read_with_a_token_and_change_nothing(string method, bool isAllowed)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store, "Development", null);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/v1/holders/Ana")
        {
            Headers =
            {
                { "Origin", "https://example.org" },
                { "Access-Control-Request-Method", method },
                { "Access-Control-Request-Headers", "authorization" },
            },
        };

        using var response = await site.CreateClient().SendAsync(preflight, Cancellation);

        var methods = response.Headers.TryGetValues("Access-Control-Allow-Methods", out var values) ? Assert.Single(values).Split(',') : [];
        Assert.Equal(isAllowed, methods.Contains(method));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task A_client_that_asks_for_too_many_names_is_held_up_and_no_other_is_until_all_have_asked_for_too_many()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store, "Development", null, ("Holders:CreationsPerClient", "3"), ("Holders:Creations", "5"));
        using var client = site.CreateSocketClient();

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.Unauthorized, HttpStatusCode.Created, HttpStatusCode.TooManyRequests],
            [
                await PutAsync(client, "192.0.2.1", "A"),
                await PutAsync(client, "192.0.2.1", "A"),
                await PutAsync(client, "192.0.2.1", "B"),
                await PutAsync(client, "192.0.2.1", "C"),
            ]
        );
        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.TooManyRequests],
            [await PutAsync(client, "192.0.2.2", "C"), await PutAsync(client, "192.0.2.3", "D"), await PutAsync(client, "192.0.2.4", "E")]
        );
    }

    [Fact]
    public async Task Who_has_tried_too_many_wrong_tokens_is_held_up_with_the_right_one_too_and_nobody_else_is()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = Site(store, "Development", null);
        using var client = site.CreateSocketClient();
        var token = await (await HolderClient.OfAsync(site)).CreateAsync("Ana");

        for (var attempt = 0; attempt < 10; attempt++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(client, "192.0.2.1", "wrong")).StatusCode);
        }

        using var refused = await GetAsync(client, "192.0.2.1", token);
        using var other = await GetAsync(client, "192.0.2.2", token);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, other.StatusCode));
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter!.Delta);
    }

    private static async Task<HttpStatusCode> PutAsync(HttpClient client, string address, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/holders/{name}")
        {
            Content = JsonContent.Create(new { firstBought = "2013-04-05" }),
        };
        request.Headers.Add("X-Forwarded-For", address);
        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string address, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/holders/Ana");
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client.SendAsync(request, Cancellation);
    }

    private WebSite Site(PriceStoreHost store, string environment, string? enabled, params (string Key, string Value)[] settings)
    {
        var all = settings
            .Append(("environment", environment))
            .Append(("Forwarding:TrustedProxies", "127.0.0.0/8, ::1/128"))
            .ToDictionary();
        if (enabled is not null)
        {
            all["Holders:Enabled"] = enabled;
        }

        return fixture.Site(store, settings: all);
    }
}
