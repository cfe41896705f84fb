using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECS;

namespace BtcTracker.Deploy.App;

/// <summary>
/// How a service is replaced: new tasks in addition to the old ones, with a rollback if they fail to start or an alarm fires.
/// </summary>
internal static class RollingService
{
    public static FargateServiceProps Props(
        TaskPlatform platform,
        FargateTaskDefinition task,
        SecurityGroup group,
        IReadOnlyList<IAlarm> rollback,
        string name
    ) =>
        new()
        {
            ServiceName = name,
            Cluster = platform.Cluster,
            TaskDefinition = task,
            VpcSubnets = platform.Network.TaskSubnets,
            AssignPublicIp = platform.Network.TasksHavePublicAddresses,
            SecurityGroups = [group],
            MinHealthyPercent = 100,
            MaxHealthyPercent = 200,
            CircuitBreaker = new DeploymentCircuitBreaker { Rollback = true },
            DeploymentAlarms = new DeploymentAlarmConfig
            {
                AlarmNames = [.. rollback.Select(alarm => alarm.AlarmName)],
                Behavior = AlarmBehavior.ROLLBACK_ON_ALARM,
            },
        };
}
