namespace BtcTracker.Tests.Deploy.Pipelines;

[Trait("Level", "Deploy")]
public sealed class DeployScriptTests : IDisposable
{
    private const string Web = "sha256:aaaa";
    private const string Ingest = "sha256:bbbb";

    private readonly FakeCommands _commands = new FakeCommands().Add("curl", "exit 0");

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task What_runs_the_new_images_and_answers_is_deployed()
    {
        Fake("COMPLETED", running: Web);
        var deployed = await _commands.RunAsync("deploy.sh", Web, Ingest);
        Assert.True(deployed.Succeeded, deployed.Output);
        Assert.Equal("URL=https://btc.example.com", deployed.Output);
        Assert.Contains("--template-file cdk.out/btctracker-app.template.json ", _commands.Calls[0], StringComparison.Ordinal);
        Assert.Contains(_commands.Calls, call => call.EndsWith($"--parameter-overrides WebImageDigest={Web} IngestImageDigest={Ingest}", StringComparison.Ordinal));
        Assert.Equal(["web", "ingest"], _commands.Calls.Where(call => call.Contains("services-stable", StringComparison.Ordinal)).Select(call => call.Split(' ')[^1]));
        Assert.Equal(["/alive", "/", "/health"], _commands.Calls.Where(call => call.StartsWith("curl", StringComparison.Ordinal)).Select(call => call.Split("example.com")[1]));
    }

    [Fact]
    public async Task A_service_that_ECS_took_back_to_its_old_image_fails()
    {
        Fake("COMPLETED", running: "sha256:0000");
        await AssertFailsAsync($"The service web runs registry/btctracker/web@sha256:0000 registry/collector and not {Web}: the deployment was rolled back.");
    }

    [Fact]
    public async Task A_deployment_that_ECS_gave_up_fails()
    {
        Fake("FAILED", running: Web);
        await AssertFailsAsync("ECS says FAILED of the service web");
    }

    [Fact]
    public async Task A_stack_that_CloudFormation_took_back_fails()
    {
        _commands.Add("aws", "echo 'Failed to create/update the stack' >&2; exit 255");
        await AssertFailsAsync("Failed to create/update the stack");
        Assert.Single(_commands.Calls);
    }

    [Fact]
    public async Task A_page_that_does_not_answer_fails()
    {
        Fake("COMPLETED", running: Web);
        _commands.Add("curl", "exit 22");
        await AssertFailsAsync("https://btc.example.com/alive does not answer.");
    }

    private async Task AssertFailsAsync(string reason)
    {
        var deployed = await _commands.RunAsync("deploy.sh", Web, Ingest);
        Assert.False(deployed.Succeeded);
        Assert.Contains(reason, deployed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("URL=", deployed.Output, StringComparison.Ordinal);
    }

    private void Fake(string state, string running) => _commands.Add("aws", $"""
        case "$*" in
          *"'Cluster'"*) echo btctracker ;;
          *"'WebService'"*) echo web ;;
          *"'IngestService'"*) echo ingest ;;
          *"'Url'"*) echo https://btc.example.com ;;
          *"describe-services"*"--services web "*) printf '{state}\tweb\n' ;;
          *"describe-services"*) printf '{state}\tingest\n' ;;
          *"--task-definition web "*) echo registry/btctracker/web@{running} registry/collector ;;
          *"--task-definition ingest "*) echo registry/btctracker/ingest@{Ingest} ;;
        esac
        """);
}
