namespace BtcTracker.Deploy.Data;

/// <summary>The partitions of people's own records, and of the alerts that they set: nothing of the market stands there.</summary>
internal static class HolderItems
{
    /// <summary>Those of records, which ingest has no business with.</summary>
    public const string Records = "H#*";

    private const string Alerts = "A#*";

    /// <summary>The condition of a right to these items alone.</summary>
    public static Dictionary<string, object> Alone => LeadingKeys.Where(("StringLike", [Records, Alerts]));
}
