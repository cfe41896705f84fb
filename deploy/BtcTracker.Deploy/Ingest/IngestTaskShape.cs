using Amazon.CDK.AWS.Logs;
using BtcTracker.Deploy.App;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.Ingest;

/// <summary>What is specific to ingest's task, as a service and by a schedule.</summary>
internal static class IngestTaskShape
{
    /// <summary>The shape, with a role made under a construct.</summary>
    public static TaskShape Of(Construct scope, DeploymentPlan plan, DataStack data, string image, LogGroup logs) =>
        new()
        {
            Image = image,
            Role = IngestRole.Add(scope, plan, data, ServicePrincipals.Tasks),
            Logs = logs,
            Cpu = IngestSize.Cpu,
            MemoryMiB = IngestSize.MemoryMiB,
        };
}
