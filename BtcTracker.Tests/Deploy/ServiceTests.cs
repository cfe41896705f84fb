using System.Text.Json.Nodes;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class ServiceTests(SynthesizedStacks stacks)
{
    private Template App => stacks[SynthesizedStacks.Plain, "app"];

    [Theory]
    [InlineData("web", "btctracker-web-5xx", "btctracker-web-p99", "btctracker-web-unhealthy-hosts")]
    [InlineData("ingest", "btctracker-ingest-gaps")]
    public void A_service_is_rolled_over_and_back_again_where_it_fails_or_an_alarm_rises(string name, params string[] alarms)
    {
        var deployment = Service(name)["DeploymentConfiguration"]!;
        Assert.Equal((100, 200), ((int)deployment["MinimumHealthyPercent"]!, (int)deployment["MaximumPercent"]!));
        Assert.True((bool)deployment["DeploymentCircuitBreaker"]!["Enable"]! && (bool)deployment["DeploymentCircuitBreaker"]!["Rollback"]!);
        Assert.True((bool)deployment["Alarms"]!["Enable"]! && (bool)deployment["Alarms"]!["Rollback"]!);
        Assert.Equal(
            alarms,
            deployment["Alarms"]!["AlarmNames"]!.AsArray().Select(alarm => (string?)App.Properties((string)alarm!["Ref"]!)["AlarmName"])
        );
    }

    [Fact]
    public void The_webs_count_is_scalings_own()
    {
        Assert.Null(Service("web")["DesiredCount"]);
        Assert.Equal(1, (int)Service("ingest")["DesiredCount"]!);
        Assert.Equal(60, (int)Service("web")["HealthCheckGracePeriodSeconds"]!);
    }

    [Theory]
    [InlineData(SynthesizedStacks.Plain, 2, 10)]
    [InlineData(SynthesizedStacks.Private, 3, 20)]
    public void The_web_scales_between_the_tasks_that_are_asked_for(string deployment, int fewest, int most)
    {
        var target = stacks[deployment, "app"].Only("AWS::ApplicationAutoScaling::ScalableTarget");
        Assert.Equal((fewest, most), ((int)target["MinCapacity"]!, (int)target["MaxCapacity"]!));
    }

    [Theory]
    [InlineData(SynthesizedStacks.Plain)]
    [InlineData(SynthesizedStacks.Function)]
    public void The_web_scales_by_processor_memory_and_requests(string deployment) =>
        Assert.Equal(
            ["ALBRequestCountPerTarget", "ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization"],
            Policies(deployment)
                .Select(policy => (string?)policy["PredefinedMetricSpecification"]?["PredefinedMetricType"])
                .OfType<string>()
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_web_scales_by_its_open_streams_and_memory_that_it_keeps_after_them_holds_no_task_back()
    {
        var streams = Assert.Single(Policies(SynthesizedStacks.Plain), policy => policy["CustomizedMetricSpecification"] is not null);
        var metric = streams["CustomizedMetricSpecification"]!;
        Assert.Equal(60, (int)streams["TargetValue"]!);
        Assert.Equal(
            ("BtcTracker/btctracker", "btctracker.web.streams.utilization", "Average"),
            ((string?)metric["Namespace"], (string?)metric["MetricName"], (string?)metric["Statistic"])
        );
        Assert.Equal("""[{"Name":"service.name","Value":"web"}]""", metric["Dimensions"]!.ToJsonString());
        var memory = Policies(SynthesizedStacks.Plain)
            .Single(policy =>
                (string?)policy["PredefinedMetricSpecification"]?["PredefinedMetricType"] == "ECSServiceAverageMemoryUtilization"
            );
        Assert.True((bool)memory["DisableScaleIn"]!);
    }

    [Fact]
    public void Without_the_collector_nothing_measures_streams_so_memory_takes_tasks_away_too()
    {
        Assert.DoesNotContain(Policies(SynthesizedStacks.Function), policy => policy["CustomizedMetricSpecification"] is not null);
        Assert.DoesNotContain(Policies(SynthesizedStacks.Function), policy => policy["DisableScaleIn"] is { } disabled && (bool)disabled);
    }

    private IEnumerable<JsonNode> Policies(string deployment) =>
        stacks[deployment, "app"]
            .All("AWS::ApplicationAutoScaling::ScalingPolicy")
            .Select(policy => policy["TargetTrackingScalingPolicyConfiguration"]!);

    private JsonNode Service(string name) => App.All("AWS::ECS::Service").Single(service => (string?)service["ServiceName"] == name);
}
