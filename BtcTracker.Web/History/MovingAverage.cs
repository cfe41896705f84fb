using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>The mean of the closes of so many UTC days up to each day.</summary>
public sealed class MovingAverage
{
    /// <summary>The forming week ends after the last known day.</summary>
    private static readonly TimeSpan OldestLast = TimeSpan.FromDays(8);

    private readonly Candle[] _days;
    private readonly decimal[] _sums;
    private readonly int _count;

    /// <summary>Sums up the days.</summary>
    /// <param name="days">The known days, oldest first.</param>
    /// <param name="count">Of how many days each mean is; at least 1.</param>
    public MovingAverage(ReadOnlySpan<Candle> days, int count)
    {
        (_days, _count, _sums) = (days.ToArray(), count, new decimal[days.Length + 1]);
        for (var day = 0; day < _days.Length; day++)
        {
            _sums[day + 1] = _sums[day] + _days[day].Close;
        }
    }

    /// <summary>The mean up to the last known day that opens at or before an instant; null where one of its days is not known, or the last one is more than a week old.</summary>
    public decimal? At(DateTimeOffset instant)
    {
        var last = IndexOf(instant);
        if (last < _count - 1 || instant - _days[last].OpenTime >= OldestLast)
        {
            return null;
        }

        var first = last - _count + 1;
        return _days[last].OpenTime - _days[first].OpenTime == TimeSpan.FromDays(_count - 1)
            ? (_sums[last + 1] - _sums[first]) / _count
            : null;
    }

    private int IndexOf(DateTimeOffset instant)
    {
        var (low, high) = (0, _days.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _days[middle].OpenTime <= instant ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
