using Amazon.CDK.AWS.CloudWatch;
using BtcTracker.Deploy.App;
using BtcTracker.Ingest;

namespace BtcTracker.Deploy.Ingest;

/// <summary>What alarms count in ingest's log. Lines are there in every shape of ingest, with and without the collector.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Ids">A line counts that has one of these event ids.</param>
internal sealed record CountedLines(string Metric, params int[] Ids)
{
    /// <summary>What CloudWatch looks for in a line.</summary>
    public string[] Terms => [.. Ids.Select(id => $"[{id}]")];
}

/// <summary>The counted lines and their metrics.</summary>
internal static class IngestLines
{
    /// <summary>A slot has its quote.</summary>
    public static readonly CountedLines Stored = new("QuotesStored", LineIds.QuoteStored);

    /// <summary>A slot went by without one.</summary>
    public static readonly CountedLines Missed = new("SlotsMissed", LineIds.NoQuote, LineIds.SlotsUnread, LineIds.ReadingGivenUp);

    /// <summary>CoinMarketCap refuses the key.</summary>
    public static readonly CountedLines Credits = new("KeyProblems", LineIds.KeyRefused);

    /// <summary>How many there were.</summary>
    public static Metric Metric(DeploymentPlan plan, CountedLines lines, Amazon.CDK.Duration? period = null) =>
        new(
            new MetricProps
            {
                Namespace = Collector.Namespace(plan),
                MetricName = lines.Metric,
                Statistic = "Sum",
                Period = period ?? Alarms.Minute,
            }
        );
}
