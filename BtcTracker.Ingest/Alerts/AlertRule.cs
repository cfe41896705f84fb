using System.Globalization;

namespace BtcTracker.Ingest.Alerts;

/// <summary>What a rule watches.</summary>
public enum AlertKind
{
    /// <summary>The price is at or above a limit.</summary>
    Above,

    /// <summary>The price is at or below a limit.</summary>
    Below,

    /// <summary>The price rose or fell by a percentage in 24 hours.</summary>
    ChangePercent,

    /// <summary>The latest price is too old.</summary>
    Stale,

    /// <summary>Slots have no quote.</summary>
    Gap,

    /// <summary>A source returns no quotes.</summary>
    SourceOut,
}

/// <summary>One rule of <c>Alerts:Rules</c>.</summary>
/// <param name="Kind">What it watches.</param>
/// <param name="Limit">The price, percentage or number of slots that raises the alert; 0 if the kind has none.</param>
public sealed record AlertRule(AlertKind Kind, decimal Limit = 0)
{
    /// <summary>
    /// The hysteresis: how far a price must retreat behind the limit before the next crossing raises an alert, in percent; for a change, in
    /// percentage points.
    /// </summary>
    public decimal Margin { get; init; }

    /// <summary>The age at which a price is stale; null means ingest's own.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Identifies the rule in the stored state, independent of its position in the configuration.</summary>
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

    /// <summary>Whether a condition's key belongs to this rule.</summary>
    public bool Owns(string key) => key == Key || key.StartsWith(Key + "/", StringComparison.Ordinal);

    /// <summary>Whether a value has reached a limit; null within the margin, where the condition is unchanged.</summary>
    public static bool? HasReached(decimal value, decimal line, decimal margin) =>
        value >= line ? true
        : value < line - margin ? false
        : null;
}
