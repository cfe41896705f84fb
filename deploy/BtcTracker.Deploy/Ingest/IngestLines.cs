using Amazon.CDK.AWS.CloudWatch;
using BtcTracker.Deploy.App;

namespace BtcTracker.Deploy.Ingest;

/// <summary>What alarms count in ingest's log. Lines are there in every shape of ingest, with and without the collector.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Phrases">A line counts that has one of them.</param>
internal sealed record CountedLines(string Metric, params string[] Phrases);

/// <summary>The counted lines and their metrics.</summary>
internal static class IngestLines
{
    /// <summary>A slot has its quote.</summary>
    public static readonly CountedLines Stored = new("QuotesStored", "Stored the slot");

    /// <summary>A slot went by without one.</summary>
    public static readonly CountedLines Missed = new("SlotsMissed", "No source gave a quote for the slot", "Slots that went by unread", "is given up");

    /// <summary>CoinMarketCap refuses the key.</summary>
    public static readonly CountedLines Credits = new("KeyProblems", "refuses the API key");

    /// <summary>How many there were.</summary>
    public static Metric Metric(DeploymentPlan plan, CountedLines lines, Amazon.CDK.Duration? period = null) => new(new MetricProps
    {
        Namespace = Collector.Namespace(plan),
        MetricName = lines.Metric,
        Statistic = "Sum",
        Period = period ?? Alarms.Minute,
    });
}
