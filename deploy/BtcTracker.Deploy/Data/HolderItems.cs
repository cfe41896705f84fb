namespace BtcTracker.Deploy.Data;

/// <summary>The partitions of people's own records, and of the alerts that they set: no market data is stored there.</summary>
internal static class HolderItems
{
    /// <summary>Those of records, which ingest has no business with.</summary>
    public const string Records = "H#*";

    private const string Alerts = "A#*";

    /// <summary>The condition that limits a permission to these items.</summary>
    public static Dictionary<string, object> Only => LeadingKeys.Where(("StringLike", [Records, Alerts]));
}
