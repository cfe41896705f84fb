namespace BtcTracker.Ingest.Sources;

/// <summary>How Bitstamp is asked: section <c>Sources:Bitstamp</c>. Ignored in demo and replay, where it is not asked.</summary>
public sealed class BitstampOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sources:Bitstamp";

    /// <summary>Its address. Default: the real one.</summary>
    public Uri BaseAddress { get; set; } = RealAddress;

    /// <summary>The real one's address.</summary>
    public static Uri RealAddress { get; } = new("https://www.bitstamp.net");
}
