using System.Net;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Deploy.Images;

/// <summary>The images as the platform runs them, over a real store and a simulated market.</summary>
[Slow]
[Trait("Level", "Deploy")]
[Collection(nameof(ImageFixture))]
public sealed class ImageTests(ImageFixture images)
{
    // A partition that nobody asks for but the request under test.
    private const string HeldPartition = "C#BTC-USD#1h#2013";
    private const string SlowRequest = "/api/v1/candles?interval=1h&from=2013-04-01&to=2013-04-02";
    private const int Megabyte = 1_000_000;

    private static readonly TimeSpan IngestStopLimit = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ingest_stores_prices_is_healthy_without_a_shell_and_leaves_at_SIGTERM()
    {
        var podman = images.Podman;
        await using var world = await IngestWorld.StartAsync();
        var environment = world.Environment(("Ingest__HealthSocket", $"test-{Guid.NewGuid():N}"));
        await using var ingest = await Container.StartAsync(podman, images.NameOf("ingest"), environment);
        await Eventually.GetAsync(world.QuotesAsync, quotes => quotes.Count > 2, Token);

        Assert.Matches("^The worker's last heartbeat", (await ingest.ExecuteAsync("./BtcTracker.Ingest", "health")).Output);
        Assert.False((await ingest.ExecuteAsync("/bin/sh", "-c", "true")).Succeeded);
        Assert.StartsWith(
            "time",
            (await ingest.ExecuteAsync("./BtcTracker.Ingest", "export", "candles")).Output,
            StringComparison.OrdinalIgnoreCase
        );
        ingest.AssertIsConfined();
        Report($"ingest held {ingest.PeakMemory() / Megabyte} MB at most");
        Assert.Equal(0, await ingest.StopAsync(IngestStopLimit));
        await world.AssertOwnCandlesEqualTheirQuotesAsync();
    }

    [Fact]
    public async Task Web_shows_the_price_and_answers_at_SIGTERM_what_is_under_way()
    {
        var podman = images.Podman;
        await using var world = await IngestWorld.StartAsync();
        await using var held = await HeldStore.StartAsync(world.Store.Endpoint, HeldPartition);
        await using var ingest = await Container.StartAsync(
            podman,
            images.NameOf("ingest"),
            world.Environment(("Ingest__HealthSocket", $"test-{Guid.NewGuid():N}"))
        );
        var address = new Uri($"http://127.0.0.1:{WebProcess.FreePort()}");
        await using var web = await Container.StartAsync(
            podman,
            images.NameOf("web"),
            world.Environment(
                ("ASPNETCORE_URLS", address.OriginalString),
                ("AWS_ENDPOINT_URL_DYNAMODB", held.Endpoint.OriginalString),
                ("Store__AttemptTimeout", "00:00:30")
            )
        );
        using var client = new HttpClient { BaseAddress = address };

        var page = await Eventually.GetAsync(
            () => client.GetStringAsync(new Uri("/", UriKind.Relative), Token),
            html => html.Contains("data-slot", StringComparison.Ordinal),
            Token
        );
        Assert.Contains(await world.QuotesAsync(), quote => page.Contains(Numbers.Price(quote.Price), StringComparison.Ordinal));

        var underWay = client.GetAsync(new Uri(SlowRequest, UriKind.Relative), Token);
        await Eventually.IsTrueAsync(() => held.Held > 0 || underWay.IsCompleted, Token);
        Assert.False(underWay.IsCompleted);
        web.AssertIsConfined();
        Report($"web held {web.PeakMemory() / Megabyte} MB at most");
        var stop = web.StopAsync(WebProcess.StopLimit);
        await Eventually.GetAsync(() => RefusesAsync(address), refuses => refuses, Token);
        held.Release();

        using var answer = await underWay;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await stop);
    }

    /// <summary>
    /// What only AWS has, a role for the task, in front of what only the image has, a program without what it does not call.
    /// </summary>
    [Theory]
    [InlineData("ingest")]
    [InlineData("web")]
    public async Task A_request_to_DynamoDB_is_signed_with_the_tasks_own_credentials(string service)
    {
        var podman = images.Podman;
        await using var aws = await StubServer.StartAsync(Token);
        aws.Answer(
            "/credentials",
            """{"AccessKeyId": "ASIATEST", "SecretAccessKey": "test", "Token": "test", "Expiration": "2100-01-01T00:00:00Z"}"""
        );

        // The proxy lets nothing out of this machine; it is asked for DynamoDB once there is something to sign with.
        await using var container = await Container.StartAsync(
            podman,
            images.NameOf(service),
            new Dictionary<string, string>
            {
                ["AWS_REGION"] = "us-east-1",
                ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = new Uri(aws.Address, "/credentials").OriginalString,
                ["HTTPS_PROXY"] = aws.Address.OriginalString,
                ["HTTP_PROXY"] = aws.Address.OriginalString,
                ["NO_PROXY"] = "127.0.0.1",
                ["Market__Mode"] = "live",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Ingest__HealthSocket"] = $"test-{Guid.NewGuid():N}",
            }
        );

        var asked = await Eventually.GetAsync(
            () =>
                Task.FromResult(
                    aws.Requests.Where(request => request.UserAgent.Contains("aws-sdk-dotnet", StringComparison.Ordinal)).ToList()
                ),
            requests => requests.Any(request => request.UserAgent.Contains("api/DynamoDB", StringComparison.Ordinal)),
            Token
        );
        Assert.Equal("/credentials", asked[0].PathAndQuery);
    }

    [Theory]
    [InlineData("ingest", 12)]
    [InlineData("web", 15)]
    public async Task What_an_image_adds_to_its_base_is_small(string service, int megabytes)
    {
        Assert.NotNull(images.Podman);
        var layers = await images.Registry.LayerSizesAsync($"btctracker/{service}");

        Report($"{service}: base {layers[0] / 1e6:F1} MB, application {layers.Skip(1).Sum() / 1e6:F1} MB, compressed");
        Assert.InRange(layers.Skip(1).Sum(), 1, megabytes * Megabyte);
    }

    private static async Task<bool> RefusesAsync(Uri address)
    {
        using var client = new HttpClient();
        return await Record.ExceptionAsync(() => client.GetAsync(new Uri(address, "/alive"), Token)) is HttpRequestException;
    }

    private static void Report(string figure) => TestContext.Current.TestOutputHelper!.WriteLine(figure);
}
