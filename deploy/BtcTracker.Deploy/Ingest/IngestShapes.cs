using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using BtcTracker.Deploy.App;
using BtcTracker.Deploy.Data;
using BtcTracker.Deploy.Options;
using Constructs;

namespace BtcTracker.Deploy.Ingest;

/// <summary>Adds ingest in the shape that is asked for.</summary>
internal static class IngestShapes
{
    public static void Add(Construct scope, DeploymentPlan plan, DataStack data, TaskPlatform platform, string image, LogGroup logs, IReadOnlyList<IAlarm> rollback)
    {
        switch (plan.Options.Ingest)
        {
            case IngestShape.Service:
                _ = new IngestService(scope, plan, data, platform, image, logs, rollback);
                break;
            case IngestShape.Schedule:
                _ = new IngestTask(scope, plan, data, platform, image, logs);
                break;
            case IngestShape.Lambda:
                _ = new IngestFunction(scope, plan, data, image, logs);
                break;
        }
    }
}
