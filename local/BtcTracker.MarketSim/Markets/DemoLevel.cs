using BtcTracker.Market;

namespace BtcTracker.MarketSim.Markets;

/// <summary>
/// The price that demo's curves move around: it passes through the real close of each month, on straight lines between them, and stays at
/// the last one. The curves are taken relative to a month's ends, so that at each end the price is the real close.
/// </summary>
internal sealed class DemoLevel
{
    private readonly long[] _ends;
    private readonly long[] _prices;
    private readonly long[] _heights;

    /// <summary>Lays the level through the closes.</summary>
    /// <param name="curves">The sum of the curves at a second since the epoch.</param>
    /// <param name="unit">Parts of a dollar that prices are counted in.</param>
    public DemoLevel(Func<long, long> curves, long unit)
    {
        var closes = MonthCloses.All;
        _ends = [.. closes.Select(close => close.End.ToUnixTimeSeconds())];
        _prices = [.. closes.Select(close => (long)decimal.Round(close.Price * unit))];
        _heights = [.. _ends.Select(curves)];
    }

    /// <summary>The level at a second since the epoch, and how high the curves are there to be taken for zero.</summary>
    public (long Price, long Height) At(long second)
    {
        var found = Array.BinarySearch(_ends, second);
        var next = found < 0 ? ~found : found;
        if (next == 0 || next == _ends.Length)
        {
            var nearest = Math.Min(next, _ends.Length - 1);
            return (_prices[nearest], _heights[nearest]);
        }

        var (into, length) = (second - _ends[next - 1], _ends[next] - _ends[next - 1]);
        return (Between(_prices, next, into, length), Between(_heights, next, into, length));
    }

    // At most 10^12 units of price, or of height, times a month of seconds: within 63 bits.
    private static long Between(long[] values, int next, long into, long length) =>
        values[next - 1] + ((values[next] - values[next - 1]) * into / length);
}
