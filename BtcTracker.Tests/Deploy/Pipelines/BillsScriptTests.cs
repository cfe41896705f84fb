namespace BtcTracker.Tests.Deploy.Pipelines;

[Trait("Level", "Deploy")]
public sealed class BillsScriptTests : IDisposable
{
    private readonly FakeCommands _commands = new FakeCommands()
        .Add("dotnet", "exit 0")
        .Add(
            "aws",
            """
            case "$*" in
              *get-caller-identity*) echo 111122223333 ;;
              *get-login-password*) echo password ;;
            esac
            """
        );

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task Both_images_are_read_by_digest_and_ingest_also_before_it_is_trimmed()
    {
        _commands.Add("syft", "[[ $SYFT_REGISTRY_AUTH_USERNAME:$SYFT_REGISTRY_AUTH_PASSWORD == AWS:password ]]");
        var listed = await _commands.RunAsync("bills-of-materials.sh", "sha256:aaaa", "sha256:bbbb");
        Assert.True(listed.Succeeded, listed.Output);
        Assert.Equal(
            [
                "syft scan registry:111122223333.dkr.ecr.eu-west-1.amazonaws.com/btctracker/web@sha256:aaaa --output "
                    + "spdx-json=web.spdx.json --output cyclonedx-json=web.cdx.json",
                "syft scan registry:111122223333.dkr.ecr.eu-west-1.amazonaws.com/btctracker/ingest@sha256:bbbb --output "
                    + "spdx-json=ingest.spdx.json --output cyclonedx-json=ingest.cdx.json",
                "dotnet build BtcTracker.Ingest -c Release --output artifacts/ingest",
                "syft scan dir:artifacts/ingest --output spdx-json=ingest-build.spdx.json --output cyclonedx-json=ingest-build.cdx.json",
            ],
            _commands.Calls.Where(call => !call.StartsWith("aws ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_fails()
    {
        _commands.Add("syft", "echo 'could not fetch image' >&2; exit 1");
        var listed = await _commands.RunAsync("bills-of-materials.sh", "sha256:aaaa", "sha256:bbbb");
        Assert.False(listed.Succeeded);
        Assert.Contains("could not fetch image", listed.Output, StringComparison.Ordinal);
    }
}
