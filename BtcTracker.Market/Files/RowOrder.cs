namespace BtcTracker.Market.Files;

/// <summary>Rows stand oldest first, each time once. Only so can a file of any size be read without being held.</summary>
internal sealed class RowOrder
{
    private readonly Dictionary<Interval, DateTimeOffset> _newest = [];
    private DateTimeOffset? _newestSlot;

    /// <summary>Checks a candle against the one before it of the same interval.</summary>
    /// <exception cref="FormatException">It is not after that.</exception>
    public void Check(RowReader row, Candle candle)
    {
        Check(row, candle.OpenTime, _newest.TryGetValue(candle.Interval, out var newest) ? newest : null);
        _newest[candle.Interval] = candle.OpenTime;
    }

    /// <summary>Checks a reading's slot against the one before it.</summary>
    /// <exception cref="FormatException">It is not after that.</exception>
    public void Check(RowReader row, DateTimeOffset slot)
    {
        Check(row, slot, _newestSlot);
        _newestSlot = slot;
    }

    private static void Check(RowReader row, DateTimeOffset time, DateTimeOffset? before)
    {
        if (time == before)
        {
            throw row.Wrong($"{time.UtcDateTime:u} stands twice: it is not after the row before it");
        }

        if (time < before)
        {
            throw row.Wrong($"{time.UtcDateTime:u} is not after the row before it, {before.Value.UtcDateTime:u}; sort the file oldest first");
        }
    }
}
