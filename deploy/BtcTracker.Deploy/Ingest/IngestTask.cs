using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.Scheduler;
using BtcTracker.Deploy.App;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.Ingest;

/// <summary>Ingest as a task that EventBridge starts for each reading: <c>--once</c>.</summary>
internal sealed class IngestTask : Construct
{
    public IngestTask(Construct scope, DeploymentPlan plan, DataStack data, TaskPlatform platform, string image, LogGroup logs)
        : base(scope, "Ingest")
    {
        var (task, _) = platform.AddTask(
            this,
            plan.Ingest,
            IngestTaskShape.Of(this, plan, data, image, logs) with
            {
                Command = ["--once"],
            }
        );
        var group = platform.Network.AddTaskGroup(this, "Group", "The task of ingest");

        // The family's latest revision, so that a deployment of an image changes only the task definition.
        var family = StackNames.Arn("ecs", $"task-definition/{StackNames.Family(plan, plan.Ingest)}");
        var starter = ReadingSchedule.StarterRole(
            this,
            plan,
            StartIngest(platform, family),
            PassRole.ToTasks("PassIngestsRoles", task.TaskRole.RoleArn, task.ExecutionRole!.RoleArn)
        );
        var reading = new ReadingSchedule(scope, plan, Target(platform, group, family, starter));
        reading.Schedule.Node.AddDependency(task);
        Dropped = reading.Dropped;
        AddOutputs(scope, plan, platform.Network, group);
    }

    /// <summary>Readings that did not start.</summary>
    public IMetric Dropped { get; }

    private static PolicyStatement StartIngest(TaskPlatform platform, string family) =>
        new(
            new PolicyStatementProps
            {
                Sid = "StartIngest",
                Actions = ["ecs:RunTask"],
                Resources = [family, $"{family}:*"],
                Conditions = new Dictionary<string, object>
                {
                    ["ArnEquals"] = new Dictionary<string, object> { ["ecs:cluster"] = platform.Cluster.ClusterArn },
                },
            }
        );

    private static CfnSchedule.TargetProperty Target(TaskPlatform platform, SecurityGroup group, string family, Role starter) =>
        new()
        {
            Arn = platform.Cluster.ClusterArn,
            RoleArn = starter.RoleArn,
            EcsParameters = new CfnSchedule.EcsParametersProperty
            {
                TaskDefinitionArn = family,
                TaskCount = 1,
                LaunchType = "FARGATE",
                NetworkConfiguration = new CfnSchedule.NetworkConfigurationProperty
                {
                    AwsvpcConfiguration = new CfnSchedule.AwsVpcConfigurationProperty
                    {
                        Subnets = Subnets(platform.Network),
                        AssignPublicIp = PublicAddress(platform.Network),
                        SecurityGroups = [group.SecurityGroupId],
                    },
                },
            },
            RetryPolicy = ReadingSchedule.Retries,
        };

    // What deploy.sh needs to run the task once.
    private static void AddOutputs(Construct scope, DeploymentPlan plan, Network network, SecurityGroup group)
    {
        var configuration =
            $"awsvpcConfiguration={{subnets=[{Fn.Join(",", Subnets(network))}],"
            + $"securityGroups=[{group.SecurityGroupId}],assignPublicIp={PublicAddress(network)}}}";
        _ = new CfnOutput(
            scope,
            "IngestTask",
            new CfnOutputProps { Value = StackNames.Family(plan, plan.Ingest), Description = "The task definition of ingest" }
        );
        _ = new CfnOutput(
            scope,
            "IngestNetwork",
            new CfnOutputProps { Value = configuration, Description = "The network configuration of ingest's task, for run-task" }
        );
    }

    private static string[] Subnets(Network network) => network.Vpc.SelectSubnets(network.TaskSubnets).SubnetIds;

    private static string PublicAddress(Network network) => network.TasksHavePublicAddresses ? "ENABLED" : "DISABLED";
}
