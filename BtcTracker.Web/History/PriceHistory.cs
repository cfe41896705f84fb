using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>The known candles of the stored intervals, in memory and immutable.</summary>
public sealed class PriceHistory
{
    private readonly IReadOnlyDictionary<Interval, Candle[]> _candles;

    private PriceHistory(IReadOnlyDictionary<Interval, Candle[]> candles) => _candles = candles;

    /// <summary>No candle at all.</summary>
    public static PriceHistory Empty { get; } = new(Interval.Stored.ToDictionary(interval => interval, _ => Array.Empty<Candle>()));

    /// <summary>Every known candle of a stored interval, oldest first.</summary>
    public ReadOnlySpan<Candle> Stored(Interval interval) => _candles[interval];

    /// <summary>The candles of any interval that open in a range, oldest first; four hours and weeks are rolled up exactly.</summary>
    public IReadOnlyList<Candle> Read(Interval interval, TimeRange range)
    {
        var stored = _candles[interval.StoredAs];
        var first = FirstAtOrAfter(stored, range.From);
        var slice = new ArraySegment<Candle>(stored, first, FirstAtOrAfter(stored, range.To) - first);
        return interval == interval.StoredAs ? slice : [.. Rollup.ToInterval(slice, interval)];
    }

    /// <summary>The candle that opens at an instant; null where there is none.</summary>
    public Candle? Find(Interval storedInterval, DateTimeOffset openTime)
    {
        var stored = _candles[storedInterval];
        var at = FirstAtOrAfter(stored, openTime);
        return at < stored.Length && stored[at].OpenTime == openTime ? stored[at] : null;
    }

    /// <summary>
    /// This history with everything from an instant on replaced by new candles, without those that are too old.
    /// </summary>
    /// <returns>The same object if nothing changed.</returns>
    public PriceHistory Replace(Interval storedInterval, TimeRange kept, DateTimeOffset from, IReadOnlyList<Candle> read)
    {
        var old = _candles[storedInterval];
        Candle[] merged =
        [
            .. old[FirstAtOrAfter(old, kept.From)..Math.Max(FirstAtOrAfter(old, kept.From), FirstAtOrAfter(old, from))],
            .. read,
        ];
        return merged.AsSpan().SequenceEqual(old)
            ? this
            : new PriceHistory(new Dictionary<Interval, Candle[]>(_candles) { [storedInterval] = merged });
    }

    /// <summary>The number of candles by interval, for the log.</summary>
    public override string ToString() => string.Join(", ", _candles.Select(known => $"{known.Value.Length} of {known.Key}"));

    private static int FirstAtOrAfter(Candle[] candles, DateTimeOffset instant)
    {
        var (low, high) = (0, candles.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = candles[middle].OpenTime < instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
