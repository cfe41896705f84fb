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
        Assert.Equal(alarms, deployment["Alarms"]!["AlarmNames"]!.AsArray().Select(alarm => (string?)App.Properties((string)alarm!["Ref"]!)["AlarmName"]));
    }

    [Fact]
    public void The_webs_count_is_scalings_own()
    {
        Assert.Null(Service("web")["DesiredCount"]);
        Assert.Equal(1, (int)Service("ingest")["DesiredCount"]!);
        Assert.Equal(60, (int)Service("web")["HealthCheckGracePeriodSeconds"]!);
    }

    [Fact]
    public void The_web_scales_by_processor_memory_and_requests_from_two_tasks()
    {
        var target = App.Only("AWS::ApplicationAutoScaling::ScalableTarget");
        Assert.Equal(2, (int)target["MinCapacity"]!);
        Assert.True((int)target["MaxCapacity"]! > 2);
        var metrics = App.All("AWS::ApplicationAutoScaling::ScalingPolicy")
            .Select(policy => (string)policy["TargetTrackingScalingPolicyConfiguration"]!["PredefinedMetricSpecification"]!["PredefinedMetricType"]!);
        Assert.Equal(["ALBRequestCountPerTarget", "ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization"], metrics.Order(StringComparer.Ordinal));
    }

    private JsonNode Service(string name) => App.All("AWS::ECS::Service").Single(service => (string?)service["ServiceName"] == name);
}
