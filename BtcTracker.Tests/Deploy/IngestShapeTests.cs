namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class IngestShapeTests(SynthesizedStacks stacks)
{
    [Fact]
    public void A_schedule_starts_the_latest_task_for_one_reading()
    {
        var app = stacks[SynthesizedStacks.Private, "app"];
        Assert.Equal("web", (string?)app.Only("AWS::ECS::Service")["ServiceName"]);
        var schedule = app.Only("AWS::Scheduler::Schedule");
        Assert.Equal(
            ("cron(0 0/6 * * ? *)", "OFF"),
            ((string?)schedule["ScheduleExpression"], (string?)schedule["FlexibleTimeWindow"]!["Mode"])
        );
        Assert.EndsWith(
            ":task-definition/btctracker-ingest",
            Template.Flat(schedule["Target"]!["EcsParameters"]!["TaskDefinitionArn"]),
            StringComparison.Ordinal
        );
        Assert.Equal(
            (2, 300),
            (
                (int)schedule["Target"]!["RetryPolicy"]!["MaximumRetryAttempts"]!,
                (int)schedule["Target"]!["RetryPolicy"]!["MaximumEventAgeInSeconds"]!
            )
        );
        var task = app.All("AWS::ECS::TaskDefinition").Single(task => (string?)task["Family"] == "btctracker-ingest");
        Assert.Equal("--once", Template.Flat(task["ContainerDefinitions"]![0]!["Command"]));
    }

    [Fact]
    public void A_schedule_says_how_far_apart_the_slots_are() =>
        Assert.Contains(
            "{\"Name\":\"Ingest__Interval\",\"Value\":\"06:00:00\"}",
            stacks[SynthesizedStacks.Private, "app"].Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_function_runs_the_same_image_on_the_intervals_grid()
    {
        var app = stacks[SynthesizedStacks.Function, "app"];
        Assert.Equal("web", (string?)app.Only("AWS::ECS::Service")["ServiceName"]);
        var function = app.Only("AWS::Lambda::Function");
        Assert.Equal("Image", (string?)function["PackageType"]);
        Assert.EndsWith("@${IngestImageDigest}", Template.Flat(function["Code"]!["ImageUri"]), StringComparison.Ordinal);
        Assert.Equal("lambda", Template.Flat(function["ImageConfig"]!["Command"]));
        Assert.Equal("other.table", (string?)function["Environment"]!["Variables"]!["Store__Table"]);
        Assert.StartsWith(
            "{{resolve:secretsmanager:${",
            Template.Flat(function["Environment"]!["Variables"]!["Sources__CoinMarketCap__ApiKey"]),
            StringComparison.Ordinal
        );
        var schedule = app.Only("AWS::Scheduler::Schedule");
        Assert.Equal("cron(0/5 * * * ? *)", (string?)schedule["ScheduleExpression"]);
        Assert.StartsWith("${IngestFunction", Template.Flat(schedule["Target"]!["Arn"]), StringComparison.Ordinal);
        Assert.StartsWith("${IngestStarter", Template.Flat(schedule["Target"]!["RoleArn"]), StringComparison.Ordinal);
        Assert.Contains("lambda.amazonaws.com", stacks[SynthesizedStacks.Function, "data"].Text, StringComparison.Ordinal);
    }
}
