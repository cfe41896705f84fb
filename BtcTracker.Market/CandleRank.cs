namespace BtcTracker.Market;

/// <summary>A candle's origin; a higher rank replaces a lower one. The forming candle always consists of our own quotes.</summary>
public enum CandleRank
{
    /// <summary>A single imported price per open time, without a high or low. Every other rank replaces it.</summary>
    OnePrice = 0,

    /// <summary>Made of our own quotes, so high and low are only sampled and there is no volume.</summary>
    Own = 1,

    /// <summary>Reported by an exchange.</summary>
    Exchange = 2,

    /// <summary>Imported by the user.</summary>
    Import = 3,
}
