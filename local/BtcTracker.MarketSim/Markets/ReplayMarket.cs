using BtcTracker.Market;

namespace BtcTracker.MarketSim.Markets;

/// <summary>A file's hours, moved to today and shown once they are over. A quote is the close of the last closed hour.</summary>
public sealed class ReplayMarket : ISimulatedMarket
{
    private readonly List<Candle> _hours;
    private readonly Dictionary<DateTimeOffset, decimal> _closes;

    /// <summary>Moves a file on by whole days.</summary>
    public ReplayMarket(ReplayFile file, TimeSpan shift)
    {
        (FilePath, Shift) = (file.Path, shift);
        _hours = [.. file.Hours.Select(hour => hour with { OpenTime = hour.OpenTime + shift })];
        _closes = _hours.ToDictionary(hour => hour.CloseTime, hour => hour.Close);
    }

    /// <summary>The replayed file.</summary>
    public string FilePath { get; }

    /// <summary>By how much its times are moved on.</summary>
    public TimeSpan Shift { get; }

    /// <inheritdoc />
    public MarketMode Mode => MarketMode.Replay;

    /// <inheritdoc />
    /// <remarks>Supply, market capitalization and the volume of all venues are not in the file, so they are not reported.</remarks>
    public MarketReading? ReadAt(DateTimeOffset now)
    {
        var closed = FirstNotBefore((now - Interval.OneHour.Length).AddTicks(1));
        if (closed == 0)
        {
            return null;
        }

        var last = _hours[closed - 1];
        var changes = PriceChanges.Of(last.Close, span => _closes.TryGetValue(last.CloseTime - span, out var close) ? close : null);
        return new MarketReading(last.Close, last.CloseTime, null, null, changes, null, null);
    }

    /// <inheritdoc />
    /// <remarks>Hours that are over, and days rolled up from them; the file has nothing finer.</remarks>
    public IEnumerable<Candle> Candles(Interval interval, TimeRange range, DateTimeOffset now)
    {
        if (interval.Length < Interval.OneHour.Length)
        {
            return [];
        }

        var hours = ClosedHours(new TimeRange(interval.OpenTimeOf(range.From), range.To + interval.Length), now);
        return Rollup.ToInterval(hours, interval).Where(candle => range.Contains(candle.OpenTime));
    }

    private IEnumerable<Candle> ClosedHours(TimeRange range, DateTimeOffset now)
    {
        for (var i = FirstNotBefore(range.From); i < _hours.Count; i++)
        {
            if (_hours[i].OpenTime >= range.To || _hours[i].CloseTime > now)
            {
                yield break;
            }

            yield return _hours[i];
        }
    }

    /// <summary>The index of the first hour that does not open before an instant; the count if there is none.</summary>
    private int FirstNotBefore(DateTimeOffset instant)
    {
        var (low, high) = (0, _hours.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _hours[middle].OpenTime < instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
