using System.Net;
using System.Net.ServerSentEvents;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.Web;

/// <summary>A service that was asked to stop and still accepts requests for a while.</summary>
[Trait("Level", "Web")]
public sealed class DrainingTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/alive")]
    [InlineData("/health")]
    public async Task Health_checks_fail_as_soon_as_it_leaves(string address)
    {
        await using var site = Site();
        using var client = site.CreateClient();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, address));

        Leave(site);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, address));
        _clock.Advance(DrainTime);
    }

    [Fact]
    public async Task Requests_are_still_answered_and_each_answer_closes_its_connection()
    {
        await using var site = Site();
        using var client = new HttpClient { BaseAddress = site.ListenOnFreePort() };
        using var before = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Leave(site);
        using var after = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Equal((HttpStatusCode.OK, null), (before.StatusCode, before.Headers.ConnectionClose));
        Assert.Equal((HttpStatusCode.OK, true), (after.StatusCode, after.Headers.ConnectionClose));
        _clock.Advance(DrainTime);
    }

    [Fact]
    public async Task A_stream_ends_with_the_time_to_come_back_and_one_that_comes_meanwhile_too()
    {
        await using var site = Site();
        using var client = site.CreateClient();
        using var open = await OpenAsync(client);

        Leave(site);
        using var late = await OpenAsync(client);

        Assert.InRange(await ReconnectionOf(open), TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(2_500));
        Assert.InRange(await ReconnectionOf(late), TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(2_500));
        _clock.Advance(DrainTime);
    }

    [Fact]
    public async Task It_leaves_after_the_drain_time()
    {
        await using var site = Site();
        using var client = new HttpClient { BaseAddress = site.ListenOnFreePort() };
        Leave(site);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/alive"));

        _clock.Advance(DrainTime);

        await Eventually.GetAsync(() => IsGoneAsync(client), isGone => isGone, Cancellation);
    }

    [Fact]
    public async Task A_stop_that_comes_before_the_signal_waits_for_the_drain_time_too()
    {
        await using var site = Site();
        using var client = site.CreateClient();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/alive"));

        var stopping = site.Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single().StoppingAsync(Cancellation);

        Assert.False(stopping.IsCompleted);
        _clock.Advance(DrainTime);
        await stopping;
    }

    // The clock is frozen, so the drain time lasts until the test is over.
    private WebSite Site() =>
        new(
            fixture.Endpoint,
            "never-there",
            clock: _clock,
            settings: new Dictionary<string, string> { ["Draining:Time"] = DrainTime.ToString() }
        );

    private static void Leave(WebSite site) => site.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        return response.StatusCode;
    }

    private static async Task<bool> IsGoneAsync(HttpClient client) =>
        await Record.ExceptionAsync(() => StatusAsync(client, "/alive")) is HttpRequestException;

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient client)
    {
        var response = await client.GetAsync(
            new Uri("/api/v1/stream", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead,
            Cancellation
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    /// <summary>Reads a stream to its end.</summary>
    private static async Task<TimeSpan> ReconnectionOf(HttpResponseMessage response)
    {
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(Cancellation));
        Assert.Empty(await parser.EnumerateAsync(Cancellation).ToListAsync(Cancellation));
        return parser.ReconnectionInterval;
    }
}
