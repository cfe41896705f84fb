using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Images;

/// <summary>The file <c>compose.yaml</c> as a person runs it, but for a simulated market in place of the real sources.</summary>
[Slow]
[Trait("Level", "Deploy")]
[Collection(nameof(ImageFixture))]
public sealed class ComposeTests(ImageFixture images) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_shows_the_price_on_this_machine_only_and_keeps_the_readings_when_it_is_taken_down()
    {
        await using var compose = await ComposeRun.PrepareAsync(images, _folder);
        using var client = new HttpClient { BaseAddress = compose.Address };
        var watch = Stopwatch.StartNew();

        await compose.RunAsync("up", "--detach");
        await Eventually.GetAsync(
            () => client.GetStringAsync(Relative("/"), Token),
            page => page.Contains("data-slot", StringComparison.Ordinal),
            Token
        );
        TestContext.Current.TestOutputHelper!.WriteLine($"from 'up' to a price on the page: {watch.Elapsed.TotalSeconds:F1} s");
        var first = await Eventually.GetAsync(() => LatestAsync(client), slot => slot is not null, Token);
        Assert.Equal($"127.0.0.1:{compose.Address.Port}", await compose.Podman.RunAsync("port", compose.ContainerOf("web"), "8080/tcp"));
        foreach (var service in (string[])["store", "ingest", "web"])
        {
            Assert.Equal(
                "1654 true [] [no-new-privileges]",
                await compose.Podman.RunAsync(
                    "inspect",
                    "--format",
                    "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.EffectiveCaps}} {{.HostConfig.SecurityOpt}}",
                    compose.ContainerOf(service)
                )
            );
        }

        await compose.RunAsync("down");
        await compose.RunAsync("up", "--detach");

        var kept = await Eventually.GetAsync(
            () => client.GetAsync(Relative($"/api/v1/quotes/{first}"), Token),
            answer => answer.IsSuccessStatusCode,
            Token
        );
        Assert.Equal(first, (await kept.Content.ReadFromJsonAsync<JsonObject>(Token))!["slot"]!.ToString());
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static async Task<string?> LatestAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(Relative("/api/v1/quotes/latest"), Token);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonObject>(Token))!["slot"]!.ToString() : null;
    }
}
