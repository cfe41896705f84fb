using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using BtcTracker.Deploy.App;
using BtcTracker.Deploy.Data;
using BtcTracker.Deploy.Options;
using Constructs;

namespace BtcTracker.Deploy.Ingest;

/// <summary>Adds ingest in the configured shape.</summary>
internal static class IngestShapes
{
    /// <returns>The alarms of what starts it: none for a service, which ECS starts.</returns>
    public static IReadOnlyList<IAlarm> Add(
        Construct scope,
        DeploymentPlan plan,
        DataStack data,
        TaskPlatform platform,
        string image,
        LogGroup logs,
        IReadOnlyList<IAlarm> rollback,
        Topic topic
    )
    {
        switch (plan.Options.Ingest)
        {
            case IngestShape.Schedule:
                var task = new IngestTask(scope, plan, data, platform, image, logs);
                return
                [
                    Alarm(
                        "dropped",
                        "A task of ingest could not be started: check the schedule's role and Fargate's limits.",
                        task.Dropped
                    ),
                ];
            case IngestShape.Lambda:
                var function = new IngestFunction(scope, plan, data, image, logs);
                return
                [
                    Alarm("dropped", "A call of ingest was dropped: check the schedule's role.", function.Dropped),
                    Alarm("errors", "A call of ingest ended with an error: see the log.", function.Errors),
                    Alarm(
                        "throttles",
                        "Lambda refused a call of ingest: the account runs as many functions at once as it may.",
                        function.Throttles
                    ),
                ];
            default:
                _ = new IngestService(scope, plan, data, platform, image, logs, rollback);
                return [];
        }

        IAlarm Alarm(string name, string description, IMetric metric) =>
            Alarms.Add(scope, plan, topic, new AlarmShape($"ingest-{name}", description, metric, 1, 1));
    }
}
