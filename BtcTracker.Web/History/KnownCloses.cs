using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>The closes of days that are over. A doubtful day's price may be wrong, so it counts as not known.</summary>
public sealed class KnownCloses
{
    private readonly Candle[] _days;

    private KnownCloses(Candle[] days) => _days = days;

    /// <summary>The first known day; null where none is known.</summary>
    public DateTimeOffset? First => _days.Length > 0 ? _days[0].OpenTime : null;

    /// <summary>The last known day; null where none is known.</summary>
    public DateTimeOffset? Last => _days.Length > 0 ? _days[^1].OpenTime : null;

    /// <summary>The closes that are known at an instant.</summary>
    public static KnownCloses Of(PriceHistory history, DateTimeOffset now)
    {
        var today = Interval.OneDay.OpenTimeOf(now);
        return new KnownCloses([
            .. history.Stored(Interval.OneDay).ToArray().Where(day => day is { Doubtful: false, Close: > 0 } && day.OpenTime < today),
        ]);
    }

    /// <summary>A day, or the next one that is known; null where none follows.</summary>
    public Candle? OnOrAfter(DateTimeOffset day)
    {
        var (low, high) = (0, _days.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _days[middle].OpenTime < day ? (middle + 1, high) : (low, middle);
        }

        return low < _days.Length ? _days[low] : null;
    }
}
