using BtcTracker.Market;

namespace BtcTracker.MarketSim.Markets;

/// <summary>A simulated market. Its data at an instant never depends on later data.</summary>
public interface ISimulatedMarket
{
    /// <summary>What kind of market this is; every answer is labelled with it.</summary>
    MarketMode Mode { get; }

    /// <summary>The market at an instant; null before its first price.</summary>
    MarketReading? ReadAt(DateTimeOffset now);

    /// <summary>
    /// The candles that open in the range, as of <paramref name="now"/>, oldest first; empty if this market has none of the
    /// interval.
    /// </summary>
    IEnumerable<Candle> Candles(Interval interval, TimeRange range, DateTimeOffset now);
}
