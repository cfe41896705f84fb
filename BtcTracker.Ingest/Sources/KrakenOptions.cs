namespace BtcTracker.Ingest.Sources;

/// <summary>How Kraken is asked: section <c>Sources:Kraken</c>. Ignored in demo and replay, where it is not asked.</summary>
public sealed class KrakenOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sources:Kraken";

    /// <summary>Its address. Default: the real one.</summary>
    public Uri BaseAddress { get; set; } = RealAddress;

    /// <summary>The real one's address.</summary>
    public static Uri RealAddress { get; } = new("https://api.kraken.com");
}
