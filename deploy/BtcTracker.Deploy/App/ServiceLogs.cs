using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>
/// A log group that forgets after a month. It outlives its stack: a first deployment that fails leaves nothing else to read.
/// </summary>
internal static class ServiceLogs
{
    public static LogGroup Add(Construct scope, string id) =>
        new(scope, id, new LogGroupProps { Retention = RetentionDays.ONE_MONTH, RemovalPolicy = RemovalPolicy.RETAIN });
}
