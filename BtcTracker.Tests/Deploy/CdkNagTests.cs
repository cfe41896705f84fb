namespace BtcTracker.Tests.Deploy;

/// <summary>
/// The AwsSolutions rules of cdk-nag that the templates once broke. It runs on the CDK of JavaScript only, so the rules are repeated here;
/// findings that are not fixed are explained in docs/decisions/findings-of-cdk-nag.md.
/// </summary>
[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class CdkNagTests(SynthesizedStacks stacks)
{
    // What AWS knows no resource for, and ids that are made with what they name: of the app stack, of revisions, of deployments.
    private static readonly string[] Wildcards =
    [
        "ecr:GetAuthorizationToken",
        "ecs:RegisterTaskDefinition",
        "ecs:DescribeTaskDefinition",
        "ecs:DeregisterTaskDefinition",
        "ecs:TagResource",
        "ecs:DescribeTasks",
        "ecs:DescribeServiceDeployments",
        "ecs:StopServiceDeployment",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "ecs:RunTask",
        "cloudformation:CreateChangeSet",
        "cloudformation:DescribeChangeSet",
        "cloudformation:ExecuteChangeSet",
        "cloudformation:DeleteChangeSet",
        "cloudformation:DescribeStacks",
        "cloudformation:DescribeStackEvents",
        "cloudformation:GetTemplateSummary",
    ];

    public static TheoryData<string, string> All => SynthesizedStacks.All;

    [Theory]
    [MemberData(nameof(All))]
    public void IAM4_no_role_has_a_managed_policy(string deployment, string stack) =>
        Assert.All(stacks[deployment, stack].All("AWS::IAM::Role"), role => Assert.Null(role["ManagedPolicyArns"]));

    [Theory]
    [MemberData(nameof(All))]
    public void IAM5_wildcards_appear_only_where_AWS_knows_no_narrower_resource(string deployment, string stack) =>
        Assert.All(
            stacks[deployment, stack]
                .AllGrants()
                .Where(grant => grant.Resources.Any(resource => resource.Contains('*', StringComparison.Ordinal))),
            grant => Assert.Subset(Wildcards.ToHashSet(), grant.Actions.ToHashSet())
        );

    [Fact]
    public void EC23_only_the_load_balancer_is_open_to_all()
    {
        var open = stacks[SynthesizedStacks.Private, "app"]
            .OfType("AWS::EC2::SecurityGroup")
            .Where(group => group.Value["Properties"]!["SecurityGroupIngress"] is not null)
            .ToList();
        Assert.Contains("FrontBalancer", Assert.Single(open).Key, StringComparison.Ordinal);
        Assert.Equal(
            [80, 443],
            open[0].Value["Properties"]!["SecurityGroupIngress"]!.AsArray().Select(rule => (int)rule!["ToPort"]!).Order()
        );
    }

    [Fact]
    public void ECS2_no_plain_variable_holds_a_secret() =>
        Assert.All(
            stacks[SynthesizedStacks.Plain, "app"]
                .All("AWS::ECS::TaskDefinition")
                .SelectMany(task => task["ContainerDefinitions"]!.AsArray())
                .SelectMany(container => container!["Environment"]!.AsArray()),
            variable => Assert.DoesNotMatch("(?i)key|secret|token|password", (string)variable!["Name"]!)
        );

    [Fact]
    public void ECS4_and_VPC7_the_cluster_and_the_network_are_watched()
    {
        var app = stacks[SynthesizedStacks.Plain, "app"];
        Assert.Equal(
            ("containerInsights", "enabled"),
            (
                (string?)app.Only("AWS::ECS::Cluster")["ClusterSettings"]![0]!["Name"],
                (string?)app.Only("AWS::ECS::Cluster")["ClusterSettings"]![0]!["Value"]
            )
        );
        Assert.Equal("VPC", (string?)app.Only("AWS::EC2::FlowLog")["ResourceType"]);
    }

    [Theory]
    [InlineData("AWS::S3::BucketPolicy")]
    [InlineData("AWS::SNS::TopicPolicy")]
    public void S10_and_SNS3_nothing_is_sent_unencrypted(string policy) =>
        Assert.Contains(
            """{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny" """.TrimEnd(),
            stacks[SynthesizedStacks.Plain, "app"].Only(policy).ToJsonString(),
            StringComparison.Ordinal
        );
}
