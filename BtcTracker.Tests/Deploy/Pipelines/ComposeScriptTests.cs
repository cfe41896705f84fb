using System.Text.RegularExpressions;

namespace BtcTracker.Tests.Deploy.Pipelines;

/// <summary>The script that builds the images of <c>compose.yaml</c>.</summary>
[Trait("Level", "Deploy")]
public sealed class ComposeScriptTests : IDisposable
{
    private static readonly string[] Architectures = ["x64", "arm64"];

    private readonly FakeCommands _commands = new();

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task Without_a_registry_the_three_images_are_built_for_this_machine_under_the_names_that_compose_yaml_has()
    {
        Fake();

        var built = await _commands.RunAsync("compose-images.sh");

        Assert.True(built.Succeeded, built.Output);
        Assert.Equal(
            [
                "docker build --build-arg TARGETARCH=amd64 --tag localhost/btctracker/store:latest CONTEXT",
                "dotnet publish BtcTracker.Web -c Release -r linux-x64 -t:PublishContainer -p:ContainerRepository=localhost/btctracker/web "
                    + "-p:ContainerImageTag=latest",
                "dotnet publish BtcTracker.Ingest -c Release -r linux-x64 -t:PublishContainer "
                    + "-p:ContainerRepository=localhost/btctracker/ingest -p:ContainerImageTag=latest",
            ],
            Built()
        );
        var images = Regex.Matches(await File.ReadAllTextAsync(Compose, TestContext.Current.CancellationToken), "image: (.*)");
        Assert.Equal(
            ["store", "ingest", "web"],
            images.Select(image =>
                Regex
                    .Match(image.Groups[1].Value, @"^\$\{BTCTRACKER_IMAGES:-localhost/btctracker\}/(.*):\$\{BTCTRACKER_TAG:-latest\}$")
                    .Groups[1]
                    .Value
            )
        );
    }

    [Fact]
    public async Task In_a_registry_each_image_has_both_architectures_under_every_tag()
    {
        Fake();

        var pushed = await _commands.RunAsync("compose-images.sh", "ghcr.io/ana/btc", "c0ffee", "latest");

        Assert.True(pushed.Succeeded, pushed.Output);
        var tags = (string service) => $"--tag ghcr.io/ana/btc/{service}:c0ffee --tag ghcr.io/ana/btc/{service}:latest";
        Assert.Equal(
            [
                "docker buildx version",
                $"docker buildx build --platform linux/amd64,linux/arm64 {tags("store")} --push CONTEXT",
                .. Pushes("Web", "web"),
                $"docker buildx imagetools create {tags("web")} ghcr.io/ana/btc/web:c0ffee-x64 ghcr.io/ana/btc/web:c0ffee-arm64",
                .. Pushes("Ingest", "ingest"),
                $"docker buildx imagetools create {tags("ingest")} ghcr.io/ana/btc/ingest:c0ffee-x64 ghcr.io/ana/btc/ingest:c0ffee-arm64",
            ],
            Built()
        );
    }

    [Fact]
    public async Task A_registry_without_buildx_is_refused_before_anything_is_built()
    {
        _commands.Add("docker", "exit 1").Add("dotnet", "exit 0").Add("npm", "exit 1");

        var pushed = await _commands.RunAsync("compose-images.sh", "ghcr.io/ana/btc");

        Assert.False(pushed.Succeeded);
        Assert.Contains("Install Docker with buildx", pushed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_commands.Calls, call => call.StartsWith("dotnet", StringComparison.Ordinal));
    }

    private static string Compose => Path.Combine(Infrastructure.RepositoryPaths.Root, "compose.yaml");

    private static IEnumerable<string> Pushes(string project, string service) =>
        Architectures.Select(architecture =>
            $"dotnet publish BtcTracker.{project} -c Release -r linux-{architecture} -t:PublishContainer "
            + $"-p:ContainerRepository=ana/btc/{service} -p:ContainerRegistry=ghcr.io -p:ContainerImageTag=c0ffee-{architecture}"
        );

    /// <summary>What was built, with the folder of the store's image by one name.</summary>
    private IEnumerable<string> Built() =>
        _commands
            .Calls.Where(call => call.Split(' ')[0] is "docker" or "dotnet")
            .Select(call => Regex.Replace(call, @"\S*/tmp\.\w+$", "CONTEXT"));

    // npm gives what the script takes out of a package: its one file.
    private void Fake() =>
        _commands
            .Add("docker", "exit 0")
            .Add("uname", "echo x86_64")
            .Add("dotnet", "exit 0")
            .Add("npm", "mkdir -p package && touch package/dynoxide && tar -czf fake.tgz package && rm -r package && echo fake.tgz");
}
