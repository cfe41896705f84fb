using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using BtcTracker.Deploy.App;
using Constructs;

namespace BtcTracker.Deploy.Ingest;

/// <summary>Ingest lags behind its schedule, leaves gaps, or its key is refused.</summary>
internal sealed class IngestAlarms : Construct
{
    public IngestAlarms(Construct scope, DeploymentPlan plan, LogGroup logs, Topic topic)
        : base(scope, "IngestAlarms")
    {
        new[] { IngestLines.Stored, IngestLines.Missed, IngestLines.Credits }.ToList().ForEach(lines => Count(plan, logs, lines));
        var (period, periods) = LagWindow(plan.Interval);
        var lag = Alarms.Add(
            this,
            plan,
            topic,
            new AlarmShape(
                "ingest-lag",
                "No quote has been stored for two intervals: check ingest's log.",
                IngestLines.Metric(plan, IngestLines.Stored, Duration.Minutes(period.TotalMinutes)),
                1,
                periods
            )
            {
                Operator = ComparisonOperator.LESS_THAN_THRESHOLD,
                Silence = TreatMissingData.BREACHING,
            }
        );
        var gaps = Alarms.Add(
            this,
            plan,
            topic,
            new AlarmShape("ingest-gaps", "A slot has no quote: see the log.", IngestLines.Metric(plan, IngestLines.Missed), 1, 1)
        );
        var credits = Alarms.Add(
            this,
            plan,
            topic,
            new AlarmShape(
                "ingest-credits",
                "CoinMarketCap refuses the key: the next source is used meanwhile.",
                IngestLines.Metric(plan, IngestLines.Credits),
                1,
                1
            )
        );
        All = [lag, gaps, credits];
        Rollback = [gaps];
    }

    /// <summary>The alarms.</summary>
    public IReadOnlyList<IAlarm> All { get; }

    /// <summary>Those that roll a deployment of ingest back: lag rises too late for that.</summary>
    public IReadOnlyList<IAlarm> Rollback { get; }

    /// <summary>
    /// A period and how many of it make two intervals and a little: CloudWatch looks back a day in periods below an hour, and a week in
    /// hours.
    /// </summary>
    public static (TimeSpan Period, int Periods) LagWindow(TimeSpan interval)
    {
        var period = interval > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(Math.Ceiling(interval.TotalMinutes));
        return (period, (int)Math.Ceiling(2 * interval / period) + 1);
    }

    private void Count(DeploymentPlan plan, LogGroup logs, CountedLines lines) =>
        _ = new MetricFilter(
            this,
            lines.Metric,
            new MetricFilterProps
            {
                LogGroup = logs,
                FilterPattern = FilterPattern.AnyTerm(lines.Terms),
                MetricNamespace = Collector.Namespace(plan),
                MetricName = lines.Metric,
                MetricValue = "1",
            }
        );
}
