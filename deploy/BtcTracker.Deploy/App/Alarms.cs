using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>An alarm that notifies the topic when it starts and when it ends.</summary>
internal sealed record AlarmShape(string Name, string Description, IMetric Metric, double Threshold, int Periods)
{
    /// <summary>The comparison. Default: above the threshold.</summary>
    public ComparisonOperator Operator { get; init; } = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;

    /// <summary>The treatment of missing data. Default: not breaching.</summary>
    public TreatMissingData Silence { get; init; } = TreatMissingData.NOT_BREACHING;

    /// <summary>Whether a percentile of a handful of values counts.</summary>
    public bool FewCount { get; init; } = true;
}

/// <summary>Adds alarms.</summary>
internal static class Alarms
{
    /// <summary>The period of most metrics.</summary>
    public static Duration Minute => Duration.Minutes(1);

    public static Alarm Add(Construct scope, DeploymentPlan plan, Topic topic, AlarmShape shape)
    {
        var alarm = new Alarm(
            scope,
            shape.Name,
            new AlarmProps
            {
                AlarmName = $"{plan.Name}-{shape.Name}",
                AlarmDescription = shape.Description,
                Metric = shape.Metric,
                Threshold = shape.Threshold,
                EvaluationPeriods = shape.Periods,
                ComparisonOperator = shape.Operator,
                TreatMissingData = shape.Silence,
                EvaluateLowSampleCountPercentile = shape.FewCount ? null : "ignore",
            }
        );
        var notify = new SnsAction(topic);
        alarm.AddAlarmAction(notify);
        alarm.AddOkAction(notify);
        return alarm;
    }
}
