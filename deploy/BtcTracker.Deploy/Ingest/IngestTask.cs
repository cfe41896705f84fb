using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using BtcTracker.Deploy.App;
using BtcTracker.Deploy.Data;
using Constructs;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;

namespace BtcTracker.Deploy.Ingest;

/// <summary>Ingest as a task that EventBridge starts for each reading: <c>--once</c>.</summary>
internal sealed class IngestTask : Construct
{
    public IngestTask(Construct scope, DeploymentPlan plan, DataStack data, TaskPlatform platform, string image, LogGroup logs)
        : base(scope, "Ingest")
    {
        var (task, _) = platform.AddTask(this, plan.Ingest, IngestTaskShape.Of(this, plan, data, image, logs) with { Command = ["--once"] });
        var group = platform.Network.AddTaskGroup(this, "Group", "The task of ingest");

        // The family's newest revision: so a deployment of an image changes the task definition and nothing else.
        var family = StackNames.Arn("ecs", $"task-definition/{StackNames.Family(plan, plan.Ingest)}");
        var rule = new CfnRule(this, "Schedule", new CfnRuleProps
        {
            Name = StackNames.Family(plan, plan.Ingest),
            Description = "Starts ingest for each reading",
            ScheduleExpression = plan.Schedule,
            State = "ENABLED",
            Targets = new[] { Target(platform, group, family, StarterRole(plan, platform, task, family)) },
        });
        rule.Node.AddDependency(task);
        _ = new CfnOutput(scope, "IngestSchedule", new CfnOutputProps { Value = rule.Ref, Description = "The EventBridge rule that starts ingest" });
    }

    private static CfnRule.TargetProperty Target(TaskPlatform platform, SecurityGroup group, string family, Role starter) => new()
    {
        Id = "ingest",
        Arn = platform.Cluster.ClusterArn,
        RoleArn = starter.RoleArn,
        EcsParameters = new CfnRule.EcsParametersProperty
        {
            TaskDefinitionArn = family,
            TaskCount = 1,
            LaunchType = "FARGATE",
            NetworkConfiguration = new CfnRule.NetworkConfigurationProperty
            {
                AwsVpcConfiguration = new CfnRule.AwsVpcConfigurationProperty
                {
                    Subnets = platform.Network.Vpc.SelectSubnets(platform.Network.TaskSubnets).SubnetIds,
                    AssignPublicIp = platform.Network.TasksHavePublicAddresses ? "ENABLED" : "DISABLED",
                    SecurityGroups = [group.SecurityGroupId],
                },
            },
        },
        RetryPolicy = new CfnRule.RetryPolicyProperty { MaximumRetryAttempts = 2, MaximumEventAgeInSeconds = 300 },
    };

    private Role StarterRole(DeploymentPlan plan, TaskPlatform platform, FargateTaskDefinition task, string family)
    {
        var role = new Role(this, "Starter", new RoleProps
        {
            RoleName = StackNames.Role(plan, "schedule"),
            AssumedBy = ServicePrincipals.OwnAccount("events.amazonaws.com"),
            Description = "EventBridge starts ingest's task",
        });
        role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "StartIngest",
            Actions = ["ecs:RunTask"],
            Resources = [family, $"{family}:*"],
            Conditions = new Dictionary<string, object> { ["ArnEquals"] = new Dictionary<string, object> { ["ecs:cluster"] = platform.Cluster.ClusterArn } },
        }));
        role.AddToPolicy(PassRole.ToTasks("PassIngestsRoles", task.TaskRole.RoleArn, task.ExecutionRole!.RoleArn));
        return role;
    }
}
