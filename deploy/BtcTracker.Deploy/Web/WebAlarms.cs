using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.SNS;
using BtcTracker.Deploy.App;
using Constructs;

namespace BtcTracker.Deploy.Web;

/// <summary>What viewers suffer from. What new tasks may have done to them also rolls a deployment back.</summary>
internal sealed class WebAlarms : Construct
{
    private const double SlowSeconds = 1;

    public WebAlarms(Construct scope, DeploymentPlan plan, LoadBalancer front, Topic topic)
        : base(scope, "WebAlarms")
    {
        Rollback =
        [
            Alarms.Add(
                this,
                plan,
                topic,
                new AlarmShape("web-5xx", "The web returns 5xx: check its log.", front.Metrics.ServerErrors, 5, 2)
            ),
            Alarms.Add(
                this,
                plan,
                topic,
                new AlarmShape(
                    "web-p99",
                    "One response in a hundred takes a second or longer: check the tasks' CPU and the store.",
                    front.Metrics.AnswerTime("p99"),
                    SlowSeconds,
                    2
                )
                {
                    FewCount = false,
                }
            ),
            Alarms.Add(
                this,
                plan,
                topic,
                new AlarmShape(
                    "web-unhealthy-hosts",
                    "A task does not respond to /alive: ECS replaces it.",
                    front.Metrics.UnhealthyHosts,
                    1,
                    2
                )
            ),
        ];

        // Not these: they fire before the first deployment's first task, and a rollback would delete the stack. Tasks that do not start
        // are the circuit breaker's.
        All =
        [
            .. Rollback,
            Alarms.Add(
                this,
                plan,
                topic,
                new AlarmShape(
                    "web-unanswered",
                    "The load balancer answers with 5xx itself: tasks are too few, or cut requests off.",
                    front.Metrics.Unanswered,
                    5,
                    2
                )
            ),
            Alarms.Add(
                this,
                plan,
                topic,
                new AlarmShape(
                    "web-down",
                    "No task responds, so the page is down: check why the last ones stopped.",
                    front.Metrics.HealthyHosts,
                    1,
                    2
                )
                {
                    Operator = ComparisonOperator.LESS_THAN_THRESHOLD,
                    Silence = TreatMissingData.BREACHING,
                }
            ),
        ];
    }

    /// <summary>The alarms.</summary>
    public IReadOnlyList<IAlarm> All { get; }

    /// <summary>Those that roll a deployment back.</summary>
    public IReadOnlyList<IAlarm> Rollback { get; }
}
