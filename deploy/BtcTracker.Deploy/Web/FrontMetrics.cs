using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using BtcTracker.Deploy.App;

namespace BtcTracker.Deploy.Web;

/// <summary>What viewers get, as the load balancer counts it each minute.</summary>
internal sealed class FrontMetrics(ApplicationLoadBalancer balancer, ApplicationTargetGroup targets)
{
    /// <summary>Requests.</summary>
    public IMetric Requests => targets.Metrics.RequestCount(Every("Sum"));

    /// <summary>Answers of the web that are 5xx.</summary>
    public IMetric ServerErrors => targets.Metrics.HttpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, Every("Sum"));

    /// <summary>Answers of the load balancer itself that are 5xx, since no task gave one.</summary>
    public IMetric Unanswered => balancer.Metrics.HttpCodeElb(HttpCodeElb.ELB_5XX_COUNT, Every("Sum"));

    /// <summary>Tasks that answer, as the node of the load balancer counts that reaches most.</summary>
    public IMetric HealthyHosts => targets.Metrics.HealthyHostCount(Every("Maximum"));

    /// <summary>Tasks that do not answer.</summary>
    public IMetric UnhealthyHosts => targets.Metrics.UnhealthyHostCount(Every("Maximum"));

    /// <summary>Until an answer's first byte, in seconds.</summary>
    public IMetric AnswerTime(string statistic) => targets.Metrics.TargetResponseTime(Every(statistic));

    private static MetricOptions Every(string statistic) => new() { Period = Alarms.Minute, Statistic = statistic };
}
