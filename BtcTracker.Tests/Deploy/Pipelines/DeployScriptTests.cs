using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy.Pipelines;

[Trait("Level", "Deploy")]
public sealed class DeployScriptTests : IDisposable
{
    private const string Web = "sha256:aaaa";
    private const string Ingest = "sha256:bbbb";

    private const string LastArgument = "${@: -1}";
    private const string NewReading = """[[ $* != *latest* ]] || echo '{"slot":"2100-01-01T00:00:00Z"}'""";
    private const string OldReading = """[[ $* != *latest* ]] || echo '{"slot":"2020-01-01T00:00:00Z"}'""";

    private readonly FakeCommands _commands = new FakeCommands().Add("curl", NewReading);

    public void Dispose() => _commands.Dispose();

    [Fact]
    public async Task What_runs_the_new_images_and_answers_is_deployed()
    {
        Fake("COMPLETED", running: Web);
        var deployed = await _commands.RunAsync("deploy.sh", Web, Ingest);
        Assert.True(deployed.Succeeded, deployed.Output);
        Assert.Equal("URL=https://btc.example.com", deployed.Output);
        Assert.Contains("--template-file cdk.out/btctracker-app.template.json ", _commands.Calls[0], StringComparison.Ordinal);
        Assert.Contains(
            _commands.Calls,
            call => call.EndsWith($"--parameter-overrides WebImageDigest={Web} IngestImageDigest={Ingest}", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["web", "ingest"],
            _commands.Calls.Where(call => call.Contains("services-stable", StringComparison.Ordinal)).Select(call => call.Split(' ')[^1])
        );
        Assert.Equal(
            ["/alive", "/", "/health", "/api/v1/quotes/latest"],
            _commands.Calls.Where(call => call.StartsWith("curl", StringComparison.Ordinal)).Select(call => call.Split("example.com")[1])
        );
    }

    [Fact]
    public async Task A_service_that_ECS_took_back_to_its_old_image_fails()
    {
        Fake("COMPLETED", running: "sha256:0000");
        await AssertFailsAsync(
            $"The service web runs registry/btctracker/web@sha256:0000 registry/collector and not {Web}: the deployment was rolled back."
        );
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
        await AssertFailsAsync("https://btc.example.com/alive does not respond.");
    }

    [Fact]
    public async Task A_service_that_takes_no_reading_fails()
    {
        Fake("COMPLETED", running: Web, interval: 0);
        _commands.Add("curl", OldReading);
        await AssertFailsAsync("No reading has come since the deployment: look at the log group /ingest.");
    }

    [Fact]
    public async Task A_service_is_waited_for_until_its_reading_is_shown()
    {
        Fake("COMPLETED", running: Web);
        _commands.Add(
            "curl",
            $"""
            if (($(grep -c quotes/latest "$(dirname "$0")/calls") > 2)); then {NewReading}; else {OldReading}; fi
            """
        );
        var deployed = await DeployAsync();
        Assert.True(deployed.Succeeded, deployed.Output);
        Assert.Equal(3, _commands.Calls.Count(call => call.Contains("quotes/latest", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_reading_that_is_hours_away_is_not_waited_for_and_that_is_said()
    {
        Fake("COMPLETED", running: Web, interval: 21_600);
        var deployed = await DeployAsync();
        Assert.True(deployed.Succeeded, deployed.Output);
        Assert.Contains("The next reading may be 21600 seconds away", deployed.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(_commands.Calls, call => call.Contains("quotes/latest", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("Unhandled", "The function btctracker-ingest took no reading: {\"errorType\":\"NotStored\"}")]
    public async Task A_function_proves_itself_by_a_call(string error, string? reason)
    {
        Fake(
            "COMPLETED",
            running: Web,
            shape: "IngestFunction",
            more: $$"""
              "lambda invoke "*) echo '{"errorType":"NotStored"}' > "{{LastArgument}}"; echo {{error}} ;;
            """
        );
        await AssertEndsAsync(reason);
        Assert.Contains(
            _commands.Calls,
            call => call.Contains("lambda invoke --function-name btctracker-ingest ", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(_commands.Calls, call => call.Contains("quotes/latest", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData(
        "1",
        "The task of btctracker-ingest took no reading (exit code 1, Essential container in task exited): look at the log group /ingest."
    )]
    [InlineData("None", "The task of btctracker-ingest took no reading (exit code None,")]
    public async Task A_scheduled_task_proves_itself_by_a_run(string code, string? reason)
    {
        Fake(
            "COMPLETED",
            running: Web,
            shape: "IngestTask",
            more: $"""
              *"'IngestNetwork'"*) echo 'awsvpcConfiguration=…' ;;
              "ecs run-task "*) echo arn:task ;;
              "ecs describe-tasks "*) printf '{code}\tEssential container in task exited\n' ;;
            """
        );
        await AssertEndsAsync(reason);
        Assert.Contains(
            _commands.Calls,
            call =>
                call.Contains(
                    "ecs run-task --cluster btctracker --task-definition btctracker-ingest --launch-type FARGATE --network-configuration "
                        + "awsvpcConfiguration=…",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            _commands.Calls,
            call => call.Contains("ecs wait tasks-stopped --cluster btctracker --tasks arn:task", StringComparison.Ordinal)
        );
    }

    private Task<CommandResult> DeployAsync() => _commands.RunAsync("deploy.sh", Web, Ingest);

    private async Task AssertEndsAsync(string? reason)
    {
        if (reason is not null)
        {
            await AssertFailsAsync(reason);
            return;
        }

        var deployed = await DeployAsync();
        Assert.True(deployed.Succeeded, deployed.Output);
    }

    private async Task AssertFailsAsync(string reason)
    {
        var deployed = await DeployAsync();
        Assert.False(deployed.Succeeded);
        Assert.Contains(reason, deployed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("URL=", deployed.Output, StringComparison.Ordinal);
    }

    // One shape of ingest: the outputs of the others are absent.
    private void Fake(string state, string running, int interval = 300, string shape = "IngestService", string more = "") =>
        _commands.Add(
            "aws",
            $"""
            case "$*" in
            {more}
              *"'Cluster'"*) echo btctracker ;;
              *"'WebService'"*) echo web ;;
              *"'{shape}'"*) echo {(shape == "IngestService" ? "ingest" : "btctracker-ingest")} ;;
              *"'IngestService'"* | *"'IngestFunction'"* | *"'IngestTask'"*) echo None ;;
              *"'IngestInterval'"*) echo {interval} ;;
              *"'IngestLog'"*) echo /ingest ;;
              *"'Url'"*) echo https://btc.example.com ;;
              *"describe-services"*"--services web "*) printf '{state}\tweb\n' ;;
              *"describe-services"*) printf '{state}\tingest\n' ;;
              *"--task-definition web "*) echo registry/btctracker/web@{running} registry/collector ;;
              *"--task-definition ingest "*) echo registry/btctracker/ingest@{Ingest} ;;
            esac
            """
        );
}
