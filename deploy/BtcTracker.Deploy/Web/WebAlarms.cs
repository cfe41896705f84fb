using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.SNS;
using BtcTracker.Deploy.App;
using Constructs;

namespace BtcTracker.Deploy.Web;

/// <summary>What viewers suffer from. All three also roll a deployment back.</summary>
internal sealed class WebAlarms : Construct
{
    private const double SlowSeconds = 1;

    public WebAlarms(Construct scope, DeploymentPlan plan, LoadBalancer front, Topic topic)
        : base(scope, "WebAlarms")
    {
        All =
        [
            Alarms.Add(this, plan, topic, new AlarmShape("web-5xx", "The web answers with 5xx: look at its log.", front.Metrics.ServerErrors, 5, 2)),
            Alarms.Add(this, plan, topic, new AlarmShape("web-p99", "One answer of a hundred takes a second or longer: look at the tasks' CPU and at the store.", front.Metrics.AnswerTime("p99"), SlowSeconds, 2)),
            Alarms.Add(this, plan, topic, new AlarmShape("web-unhealthy-hosts", "A task does not answer /alive: ECS replaces it.", front.Metrics.UnhealthyHosts, 1, 2)),
        ];
    }

    /// <summary>The alarms.</summary>
    public IReadOnlyList<IAlarm> All { get; }

    /// <summary>Those that roll a deployment back.</summary>
    public IReadOnlyList<IAlarm> Rollback => All;
}
