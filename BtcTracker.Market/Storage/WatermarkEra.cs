namespace BtcTracker.Market.Storage;

/// <summary>The parts of the past that are fetched each on its own, with a watermark each.</summary>
public enum WatermarkEra
{
    /// <summary>From the first source's listing of the pair up to now.</summary>
    SinceListing,

    /// <summary>What other sources know of the time before.</summary>
    BeforeListing,
}
