namespace BtcTracker.Market.Files;

/// <summary>Rows stand in one order, each time once. Only so can a file of any size be read without being held.</summary>
/// <param name="isLatestFirst">Whether the latest comes first.</param>
internal sealed class RowOrder(bool isLatestFirst = false)
{
    private readonly Dictionary<Interval, Candle> _last = [];
    private DateTimeOffset? _lastSlot;

    /// <summary>Checks a candle against the one before it of the same interval.</summary>
    /// <returns>Whether it is another; a row that stands twice is the same.</returns>
    /// <exception cref="FormatException">It does not follow that.</exception>
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
    /// <exception cref="FormatException">It is not after that.</exception>
    public void Check(RowReader row, DateTimeOffset slot)
    {
        Check(row, slot, _lastSlot);
        _lastSlot = slot;
    }

    private void Check(RowReader row, DateTimeOffset time, DateTimeOffset? before)
    {
        if (time == before)
        {
            throw row.Wrong($"{time.UtcDateTime:u} stands twice, with other values: leave the row out that is wrong");
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
