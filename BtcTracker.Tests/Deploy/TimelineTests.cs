using System.Globalization;
using System.Text.Json.Nodes;

namespace BtcTracker.Tests.Deploy;

/// <summary>
/// From a push until every viewer is served by the new version, computed from the template and from what the other steps may take.
/// </summary>
[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class TimelineTests(SynthesizedStacks stacks)
{
    // The pipeline's own steps: a runner and the fast tests, then two images, then CloudFormation's change set and task definitions.
    private static readonly TimeSpan Test = TimeSpan.FromSeconds(210);
    private static readonly TimeSpan Images = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ChangeSet = TimeSpan.FromSeconds(30);

    // Fargate places a task, pulls an image of at most 60 MB and starts the process; the host may take this long to leave after SIGTERM.
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Leave = TimeSpan.FromSeconds(10);

    private Template App => stacks[SynthesizedStacks.Plain, "app"];

    [Fact]
    public void Ecs_replaces_every_task_in_three_minutes() => Assert.InRange(OnEcs(), TimeSpan.Zero, TimeSpan.FromMinutes(3));

    [Fact]
    public void A_push_serves_in_eight_minutes() =>
        Assert.InRange(Test + Images + ChangeSet + OnEcs(), TimeSpan.Zero, TimeSpan.FromMinutes(8));

    [Fact]
    public void A_task_is_drained_before_it_is_killed()
    {
        var web = App.All("AWS::ECS::TaskDefinition").Single(task => (string?)task["Family"] == "btctracker-web");

        // The host takes 90 seconds at most to end its requests.
        Assert.True((int)web["ContainerDefinitions"]![0]!["StopTimeout"]! >= 90);
        Assert.True(
            (int)Targets["HealthCheckIntervalSeconds"]! * (int)Targets["HealthyThresholdCount"]!
                <= (int)Service["HealthCheckGracePeriodSeconds"]!
        );
    }

    private JsonNode Targets => App.Only("AWS::ElasticLoadBalancingV2::TargetGroup");

    private JsonNode Service => App.All("AWS::ECS::Service").Single(service => (string?)service["ServiceName"] == "web");

    // With room for as many tasks again, all new ones start at once, and the old ones are drained at once when these are healthy.
    private TimeSpan OnEcs()
    {
        var room = ((int)Service["DeploymentConfiguration"]!["MaximumPercent"]! - 100) / 100.0;
        var waves = Math.Ceiling(1 / room);
        var healthy = TimeSpan.FromSeconds((int)Targets["HealthCheckIntervalSeconds"]! * (int)Targets["HealthyThresholdCount"]!);
        var drain = TimeSpan.FromSeconds(
            int.Parse(
                (string)
                    Targets["TargetGroupAttributes"]!
                        .AsArray()
                        .Single(attribute => (string?)attribute!["Key"] == "deregistration_delay.timeout_seconds")!["Value"]!,
                CultureInfo.InvariantCulture
            )
        );
        return waves * (Start + healthy + drain + Leave);
    }
}
