using System.Net;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>How many live streams are held open, in all and of one client.</summary>
[Trait("Level", "Web")]
public sealed class StreamLimitsTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_too_many_is_refused_and_another_fits_in_when_one_has_ended()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Limits:Streams"] = "2" });
        using var client = site.CreateSocketClient();
        using var first = await OpenStreamAsync(client);
        using var second = await OpenStreamAsync(client);

        using var third = await OpenStreamAsync(client);
        first.Dispose();

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Contains("quotes/latest", await third.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var again = await Eventually.GetAsync(
            () => OpenStreamAsync(client),
            response => response.StatusCode == HttpStatusCode.OK,
            Cancellation
        );
    }

    [Fact]
    public async Task A_client_that_holds_its_streams_gets_no_other_until_one_has_ended_and_leaves_the_rest_to_others()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(
            store,
            settings: new Dictionary<string, string>
            {
                ["Limits:StreamsPerClient"] = "2",
                ["Forwarding:TrustedProxies"] = "127.0.0.0/8, ::1/128",
            }
        );
        using var client = site.CreateSocketClient();
        using var first = await OpenStreamAsync(client, "2001:db8::1");
        using var second = await OpenStreamAsync(client, "2001:db8::2");

        using var third = await OpenStreamAsync(client, "2001:db8::3");
        using var other = await OpenStreamAsync(client, "192.0.2.2");
        second.Dispose();

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (third.StatusCode, other.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(30), third.Headers.RetryAfter!.Delta);
        Assert.Contains(
            "as many live streams as one client may",
            await third.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        using var again = await Eventually.GetAsync(
            () => OpenStreamAsync(client, "2001:db8::4"),
            response => response.StatusCode == HttpStatusCode.OK,
            Cancellation
        );
    }

    [Fact]
    public async Task A_request_that_only_probes_a_stream_or_is_refused_holds_none()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["Limits:StreamsPerClient"] = "1" });
        using var client = site.CreateSocketClient();
        using var looked = await AskStreamAsync(client, HttpMethod.Head, "192.0.2.1");
        var only = await Eventually.GetAsync(
            () => OpenStreamAsync(client),
            response => response.StatusCode == HttpStatusCode.OK,
            Cancellation
        );
        using var refused = await OpenStreamAsync(client);
        only.Dispose();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (looked.StatusCode, refused.StatusCode));
        using var again = await Eventually.GetAsync(
            () => OpenStreamAsync(client),
            response => response.StatusCode == HttpStatusCode.OK,
            Cancellation
        );
    }

    [Fact]
    public async Task A_client_of_version_4_is_the_same_however_its_address_is_written()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(
            store,
            settings: new Dictionary<string, string>
            {
                ["Limits:StreamsPerClient"] = "1",
                ["Forwarding:TrustedProxies"] = "127.0.0.0/8, ::1/128",
            }
        );
        using var client = site.CreateSocketClient();
        using var first = await OpenStreamAsync(client, "192.0.2.1");

        using var second = await OpenStreamAsync(client, "::ffff:192.0.2.1");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
    }

    private static Task<HttpResponseMessage> OpenStreamAsync(HttpClient client, string forwardedFor = "192.0.2.1") =>
        AskStreamAsync(client, HttpMethod.Get, forwardedFor);

    private static async Task<HttpResponseMessage> AskStreamAsync(HttpClient client, HttpMethod method, string forwardedFor)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/stream") { Headers = { { "X-Forwarded-For", forwardedFor } } };
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }
}
