using BtcTracker.Market;

namespace BtcTracker.MarketSim.Markets;

/// <summary>A market that stands in for the world. Nothing that it tells of an instant depends on what comes after it.</summary>
public interface ISimulatedMarket
{
    /// <summary>What kind of market this is; every answer is labelled with it.</summary>
    MarketMode Mode { get; }

    /// <summary>The market at an instant; null before its first price.</summary>
    MarketReading? ReadAt(DateTimeOffset now);

    /// <summary>
    /// The candles that open in the range, as they stand at <paramref name="now"/>, oldest first; empty where this market has none of the
    /// interval.
    /// </summary>
    IEnumerable<Candle> Candles(Interval interval, TimeRange range, DateTimeOffset now);
}
