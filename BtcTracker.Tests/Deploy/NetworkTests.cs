namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class NetworkTests(SynthesizedStacks stacks)
{
    [Theory]
    [InlineData(SynthesizedStacks.Plain, 2, 0)]
    [InlineData(SynthesizedStacks.Private, 4, 2)]
    public void It_spans_two_zones_and_only_the_private_shape_has_a_NAT_gateway(string deployment, int subnets, int gateways)
    {
        var app = stacks[deployment, "app"];
        Assert.Equal(subnets, app.All("AWS::EC2::Subnet").Count);
        Assert.Equal(2, app.All("AWS::EC2::Subnet").Select(subnet => subnet["AvailabilityZone"]!.ToJsonString()).Distinct().Count());
        Assert.Equal(gateways, app.All("AWS::EC2::NatGateway").Count);
    }

    [Theory]
    [InlineData(SynthesizedStacks.Plain, "ENABLED")]
    [InlineData(SynthesizedStacks.Private, "DISABLED")]
    public void Tasks_have_public_addresses_in_the_public_shape_only(string deployment, string assigned) =>
        Assert.All(
            stacks[deployment, "app"].All("AWS::ECS::Service"),
            service => Assert.Equal(assigned, (string?)service["NetworkConfiguration"]!["AwsvpcConfiguration"]!["AssignPublicIp"])
        );

    [Theory]
    [InlineData(SynthesizedStacks.Plain)]
    [InlineData(SynthesizedStacks.Private)]
    public void Only_the_load_balancer_reaches_a_task_and_tasks_go_out_only_over_https(string deployment)
    {
        var app = stacks[deployment, "app"];
        var tasks = app.All("AWS::EC2::SecurityGroup")
            .Where(group => ((string)group["GroupDescription"]!).StartsWith("The task", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(2, tasks.Count);
        Assert.All(
            tasks,
            group =>
            {
                Assert.Null(group["SecurityGroupIngress"]);
                Assert.Equal(443, (int)Assert.Single(group["SecurityGroupEgress"]!.AsArray())!["ToPort"]!);
            }
        );
        var ingress = app.Only("AWS::EC2::SecurityGroupIngress");
        Assert.Equal(8080, (int)ingress["FromPort"]!);
        Assert.Contains("FrontBalancer", Template.Flat(ingress["SourceSecurityGroupId"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_store_is_reached_without_leaving_AWS()
    {
        var endpoints = stacks[SynthesizedStacks.Private, "app"]
            .All("AWS::EC2::VPCEndpoint")
            .Select(endpoint => Template.Flat(endpoint["ServiceName"]));
        Assert.Equal(["com.amazonaws.${AWS::Region}.dynamodb", "com.amazonaws.${AWS::Region}.s3"], endpoints.Order(StringComparer.Ordinal));
    }
}
