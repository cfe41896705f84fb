namespace BtcTracker.Tests.Deploy.Pipelines;

[Trait("Level", "Deploy")]
public sealed class PushScriptTests : IDisposable
{
    private const string Digests = "WEB_IMAGE_DIGEST=sha256:web\nINGEST_IMAGE_DIGEST=sha256:ingest";

    private readonly FakeCommands _commands = new();

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task Both_images_are_pushed_under_the_commit_and_printed_by_digest()
    {
        // The repository, the fourth argument, knows an image once it is pushed.
        Fake(
            """if grep -q "ContainerRepository=$4" "${0%/*}/calls"; then echo "sha256:${4#*/}"; else echo "An error occurred (ImageNotFoundException)" >&2; exit 254; fi"""
        );
        var pushed = await _commands.RunAsync("push-images.sh", "c0ffee");
        Assert.True(pushed.Succeeded, pushed.Output);
        Assert.Equal(Digests, pushed.Output);
        Assert.Equal(
            [
                "dotnet publish BtcTracker.Web -c Release -r linux-x64 -t:PublishContainer -p:ContainerRepository=btctracker/web "
                    + "-p:ContainerRegistry=111122223333.dkr.ecr.eu-west-1.amazonaws.com -p:ContainerImageTag=c0ffee",
                "dotnet publish BtcTracker.Ingest -c Release -r linux-x64 -t:PublishContainer -p:ContainerRepository=btctracker/ingest "
                    + "-p:ContainerRegistry=111122223333.dkr.ecr.eu-west-1.amazonaws.com -p:ContainerImageTag=c0ffee",
            ],
            _commands.Calls.Where(call => call.StartsWith("dotnet", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_repeated_job_pushes_nothing_again_since_a_tag_never_moves()
    {
        Fake("""echo "sha256:${4#*/}" """);
        var pushed = await _commands.RunAsync("push-images.sh", "c0ffee");
        Assert.Equal((true, Digests), (pushed.Succeeded, pushed.Output));
        Assert.DoesNotContain(_commands.Calls, call => call.StartsWith("dotnet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registry_that_refuses_is_reported_and_nothing_is_built()
    {
        Fake("echo 'AccessDeniedException: not you' >&2; exit 254");
        var pushed = await _commands.RunAsync("push-images.sh", "c0ffee");
        Assert.False(pushed.Succeeded);
        Assert.Contains("AccessDeniedException: not you", pushed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_commands.Calls, call => call.StartsWith("dotnet", StringComparison.Ordinal));
    }

    private void Fake(string describeImages) =>
        _commands
            .Add("dotnet", "exit 0")
            .Add(
                "aws",
                $"""
                case "$*" in
                  *get-caller-identity*) echo 111122223333 ;;
                  *get-login-password*) echo password ;;
                  *describe-images*) {describeImages} ;;
                esac
                """
            );
}
