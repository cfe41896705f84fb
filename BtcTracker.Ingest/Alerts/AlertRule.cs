using System.Globalization;

namespace BtcTracker.Ingest.Alerts;

/// <summary>What a rule watches.</summary>
public enum AlertKind
{
    /// <summary>The price is at or above a line.</summary>
    Above,

    /// <summary>The price is at or below a line.</summary>
    Below,

    /// <summary>The price rose or fell by so many percent in 24 hours.</summary>
    ChangePercent,

    /// <summary>The latest price is too old.</summary>
    Stale,

    /// <summary>Slots have no quote.</summary>
    Gap,

    /// <summary>A source gives no quotes.</summary>
    SourceOut,
}

/// <summary>One rule of <c>Alerts:Rules</c>.</summary>
/// <param name="Kind">What it watches.</param>
/// <param name="Limit">The price, the percentage or the number of slots that raises it; 0 where its kind has none.</param>
public sealed record AlertRule(AlertKind Kind, decimal Limit = 0)
{
    /// <summary>
    /// How far a price must go back behind the limit before the next crossing raises an alert, in percent; for a change, percentage points.
    /// </summary>
    public decimal Margin { get; init; }

    /// <summary>The age from which a price is stale; null takes ingest's own.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Names the rule in the stored state, whatever its place in the configuration.</summary>
    public string Key =>
        Kind switch
        {
            AlertKind.Stale => Age is { } age ? $"stale:{age}" : "stale",
            AlertKind.SourceOut => "source-out",
            _ => $"{Name}:{Limit.ToString("0.############", CultureInfo.InvariantCulture)}",
        };

    private string Name =>
        Kind switch
        {
            AlertKind.Above => "above",
            AlertKind.Below => "below",
            AlertKind.ChangePercent => "change",
            _ => "gap",
        };

    /// <summary>Whether a condition's key is of this rule.</summary>
    public bool Owns(string key) => key == Key || key.StartsWith(Key + "/", StringComparison.Ordinal);

    /// <summary>Whether a value has reached a line; null within the margin, where all stays as it was.</summary>
    public static bool? HasReached(decimal value, decimal line, decimal margin) =>
        value >= line ? true
        : value < line - margin ? false
        : null;
}
