using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Logs;
using BtcTracker.Deploy.App;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.Ingest;

/// <summary>Ingest as a service: one task, with backfill. Two for a moment while one is replaced, which store no slot twice.</summary>
internal sealed class IngestService : Construct
{
    public IngestService(
        Construct scope,
        DeploymentPlan plan,
        DataStack data,
        TaskPlatform platform,
        string image,
        LogGroup logs,
        IReadOnlyList<IAlarm> rollback
    )
        : base(scope, "Ingest")
    {
        var (task, _) = platform.AddTask(
            this,
            plan.Ingest,
            IngestTaskShape.Of(this, plan, data, image, logs) with
            {
                HealthCheck = Health,
            }
        );
        var group = platform.Network.AddTaskGroup(this, "Group", "The task of ingest");
        var props = RollingService.Props(platform, task, group, rollback, plan.Ingest.Name);
        props.DesiredCount = 1;
        var service = new FargateService(this, "Service", props);
        _ = new CfnOutput(
            scope,
            "IngestService",
            new CfnOutputProps { Value = service.ServiceName, Description = "The ECS service of ingest" }
        );
    }

    // No load balancer checks ingest, and its image has no shell, so its own program does.
    private static HealthCheck Health =>
        new()
        {
            Command = ["CMD", "./BtcTracker.Ingest", "health"],
            Interval = Duration.Seconds(30),
            Timeout = Duration.Seconds(10),
            Retries = 3,
            StartPeriod = Duration.Seconds(60),
        };
}
