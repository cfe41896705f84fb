using BtcTracker.Tests.App;

namespace BtcTracker.Tests.Deploy.Pipelines;

/// <summary>What <c>aspire deploy</c> runs: the pipelines' own scripts, for the commit that is checked out.</summary>
[Trait("Level", "Deploy")]
public sealed class AspireDeployTests : IDisposable
{
    private const string Digest = "sha256:aaaa";
    private readonly TemporaryFolder _folder = new();
    private readonly FakeCommands _commands = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _commands.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_synthesizes_pushes_the_images_of_the_commit_and_deploys_them()
    {
        Fake(changes: "");
        using var appHost = Deploy("--AWS_REGION=eu-west-1");

        Assert.True(await appHost.ExitCodeAsync(Token) == 0, string.Join('\n', [.. appHost.Output, .. appHost.Errors]));

        Assert.True(File.Exists(_folder.PathOf("aspire-manifest.json")));
        var calls = _commands.Calls.ToList();
        var synth = calls.FindIndex(call =>
            call.StartsWith("dotnet run --project ", StringComparison.Ordinal)
            && call.EndsWith($"--output {_folder.Path}", StringComparison.Ordinal)
        );
        var images = calls.FindIndex(call => call.Contains("--image-ids imageTag=c0ffee", StringComparison.Ordinal));
        var deploy = calls.FindIndex(call =>
            call.EndsWith($"--parameter-overrides WebImageDigest={Digest} IngestImageDigest={Digest}", StringComparison.Ordinal)
        );
        Assert.True(synth >= 0 && synth < images && images < deploy, string.Join('\n', calls));
        Assert.Contains($"--template-file {_folder.PathOf("btctracker-app.template.json")} ", calls[deploy], StringComparison.Ordinal);
        Assert.DoesNotContain(calls, call => call.Contains("PublishContainer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_working_tree_with_changes_is_refused_since_an_images_tag_is_its_commit()
    {
        Fake(changes: "echo ' M README.md'");
        using var appHost = Deploy("--AWS_REGION=eu-west-1");

        Assert.Equal(1, await appHost.ExitCodeAsync(Token));

        Assert.Equal("Cannot deploy: commit or stash your changes. Images are tagged with their commit.", Assert.Single(appHost.Errors));
        Assert.DoesNotContain(_commands.Calls, call => call.StartsWith("aws", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_region_it_says_what_to_set()
    {
        Fake(changes: "");
        using var appHost = Deploy("--AWS_REGION=");

        Assert.Equal(1, await appHost.ExitCodeAsync(Token));

        Assert.StartsWith(
            "Cannot deploy: set AWS_REGION to the region of the deployment.",
            Assert.Single(appHost.Errors),
            StringComparison.Ordinal
        );
        Assert.Empty(_commands.Calls);
    }

    private AppHostProcess Deploy(string region) =>
        new(
            _folder.Path,
            ["--operation", "publish", "--step", "deploy", "--output-path", _folder.Path, region],
            path: _commands.SearchPath
        );

    private void Fake(string changes) =>
        _commands
            .Add("dotnet", "exit 0")
            .Add("curl", """echo '{"slot":"2100-01-01T00:00:00Z"}'""")
            .Add(
                "git",
                $"""
                case "$1" in
                  status) {(changes.Length > 0 ? changes : ":")} ;;
                  rev-parse) echo c0ffee ;;
                esac
                """
            )
            .Add(
                "aws",
                $"""
                case "$*" in
                  *get-caller-identity*) echo 111122223333 ;;
                  *get-login-password*) echo password ;;
                  *describe-images*) echo {Digest} ;;
                  *"'Url'"*) echo https://btc.example.com ;;
                  *"'IngestFunction'"* | *"'IngestTask'"*) echo None ;;
                  *"'IngestInterval'"*) echo 300 ;;
                  *describe-stacks*) echo name ;;
                  *describe-services*) printf 'COMPLETED\tweb\n' ;;
                  *describe-task-definition*) echo registry/image@{Digest} ;;
                esac
                """
            );
}
