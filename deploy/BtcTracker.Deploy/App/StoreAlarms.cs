using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.SNS;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>Alarms when DynamoDB throttles.</summary>
internal sealed class StoreAlarms : Construct
{
    public StoreAlarms(Construct scope, DeploymentPlan plan, DataStack data, Topic topic)
        : base(scope, "StoreAlarms")
    {
        var throttles = new MathExpression(
            new MathExpressionProps
            {
                Label = "Throttled reads and writes",
                Expression = "FILL(reads, 0) + FILL(writes, 0)",
                Period = Alarms.Minute,
                UsingMetrics = new Dictionary<string, IMetric>
                {
                    ["reads"] = Count(data, "ReadThrottleEvents"),
                    ["writes"] = Count(data, "WriteThrottleEvents"),
                },
            }
        );
        All =
        [
            Alarms.Add(
                this,
                plan,
                topic,
                new AlarmShape(
                    "throttles",
                    "DynamoDB throttles the table: look for a client in a loop, or raise the account's limits.",
                    throttles,
                    1,
                    3
                )
            ),
        ];
    }

    /// <summary>The alarms.</summary>
    public IReadOnlyList<IAlarm> All { get; }

    private static Metric Count(DataStack data, string name) =>
        new(
            new MetricProps
            {
                Namespace = "AWS/DynamoDB",
                MetricName = name,
                DimensionsMap = new Dictionary<string, string> { ["TableName"] = data.Table.TableName },
                Statistic = "Sum",
                Period = Alarms.Minute,
            }
        );
}
