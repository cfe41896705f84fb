namespace BtcTracker.Market.Files;

/// <summary>
/// Checks that rows are in one order and each time occurs once, so that a file of any size can be read without holding it in memory.
/// </summary>
/// <param name="isLatestFirst">Whether the latest row comes first.</param>
internal sealed class RowOrder(bool isLatestFirst = false)
{
    private readonly Dictionary<Interval, Candle> _last = [];
    private DateTimeOffset? _lastSlot;

    /// <summary>Checks a candle against the one before it of the same interval.</summary>
    /// <returns>False if the row is a duplicate.</returns>
    /// <exception cref="FormatException">The row is out of order.</exception>
    public bool Check(RowReader row, Candle candle)
    {
        var before = _last.GetValueOrDefault(candle.Interval);
        if (candle == before)
        {
            return false;
        }

        Check(row, candle.OpenTime, before?.OpenTime);
        _last[candle.Interval] = candle;
        return true;
    }

    /// <summary>Checks a reading's slot against the one before it.</summary>
    /// <exception cref="FormatException">The row is out of order.</exception>
    public void Check(RowReader row, DateTimeOffset slot)
    {
        Check(row, slot, _lastSlot);
        _lastSlot = slot;
    }

    private void Check(RowReader row, DateTimeOffset time, DateTimeOffset? before)
    {
        if (time == before)
        {
            throw row.Wrong($"{time.UtcDateTime:u} is duplicated with different values: remove the wrong row");
        }

        if (isLatestFirst ? time > before : time < before)
        {
            throw row.Wrong(
                $"{time.UtcDateTime:u} is not {(isLatestFirst ? "before" : "after")} the row before it, {before.Value.UtcDateTime:u}; "
                    + "sort the file oldest first"
            );
        }
    }
}
