namespace BtcTracker.Market;

/// <summary>A candle's origin, the better the higher. A closed candle takes the best whole; the forming one is own.</summary>
public enum CandleRank
{
    /// <summary>One price of its time, brought in by the user, with neither a high nor a low: gives way to all.</summary>
    OnePrice = 0,

    /// <summary>Made of own quotes: it only samples the high and the low, and has no volume.</summary>
    Own = 1,

    /// <summary>Traded, as an exchange reports it.</summary>
    Exchange = 2,

    /// <summary>Brought in by the user.</summary>
    Import = 3,
}
