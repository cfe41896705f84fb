using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using BtcTracker.Deploy.App;

namespace BtcTracker.Deploy.Web;

/// <summary>What viewers get, as the load balancer counts it each minute.</summary>
/// <remarks>The constructs' own metrics take 250 bytes for the load balancer's name, and a template is limited to 51,200.</remarks>
internal sealed class FrontMetrics(ApplicationLoadBalancer balancer, ApplicationTargetGroup targets)
{
    /// <summary>Requests.</summary>
    public IMetric Requests => OfTargets("RequestCount", "Sum");

    /// <summary>Answers of the web that are 5xx.</summary>
    public IMetric ServerErrors => OfTargets("HTTPCode_Target_5XX_Count", "Sum");

    /// <summary>Answers of the load balancer itself that are 5xx, since no task gave one.</summary>
    public IMetric Unanswered => Of("HTTPCode_ELB_5XX_Count", "Sum", []);

    /// <summary>Tasks that answer, as the node of the load balancer counts that reaches most.</summary>
    public IMetric HealthyHosts => OfTargets("HealthyHostCount", "Maximum");

    /// <summary>Tasks that do not answer.</summary>
    public IMetric UnhealthyHosts => OfTargets("UnHealthyHostCount", "Maximum");

    /// <summary>Until an answer's first byte, in seconds.</summary>
    public IMetric AnswerTime(string statistic) => OfTargets("TargetResponseTime", statistic);

    private Metric OfTargets(string name, string statistic) => Of(name, statistic, new() { ["TargetGroup"] = targets.TargetGroupFullName });

    private Metric Of(string name, string statistic, Dictionary<string, string> dimensions) =>
        new(
            new MetricProps
            {
                Namespace = "AWS/ApplicationELB",
                MetricName = name,
                DimensionsMap = new Dictionary<string, string>(dimensions) { ["LoadBalancer"] = balancer.LoadBalancerFullName },
                Statistic = statistic,
                Period = Alarms.Minute,
            }
        );
}
