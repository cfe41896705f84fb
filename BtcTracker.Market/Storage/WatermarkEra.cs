namespace BtcTracker.Market.Storage;

/// <summary>The parts of history that are fetched separately, each with its own watermark.</summary>
public enum WatermarkEra
{
    /// <summary>From the day the first source listed the pair until now.</summary>
    SinceListing,

    /// <summary>The time before, from other sources.</summary>
    BeforeListing,
}
