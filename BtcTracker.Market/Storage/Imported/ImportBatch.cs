namespace BtcTracker.Market.Storage.Imported;

/// <summary>
/// Puts an import's candles, each only if the stored candle is unchanged since it was read, so that nothing is replaced without being kept.
/// </summary>
internal sealed class ImportBatch(
    PriceTable table,
    StoredCandles storedCandles,
    CoveredCandles covered,
    (ImportId Import, DateTimeOffset At) put,
    IReadOnlyDictionary<Interval, Dictionary<DateTimeOffset, StoredCandle>> read,
    IReadOnlyList<Candle> rows
) : IImportBatch
{
    public IReadOnlySet<Candle> Stored { get; } = rows.Where(row => Find(read, row)?.Candle.HasSameValuesAs(row) == true).ToHashSet();

    public async Task<bool> TryPutAsync(Candle row, CancellationToken cancellationToken)
    {
        for (var there = Find(read, row); ; there = await storedCandles.FindAsync(row, cancellationToken))
        {
            if (there?.Candle.HasSameValuesAs(row) == true)
            {
                // An earlier attempt of this import whose response was lost, or a concurrent one.
                return true;
            }

            if (there is not null && !PutGuard.IsReplacedBy(there.Candle, row))
            {
                return false;
            }

            if (there is { Import: null })
            {
                // It was put before this one, and after all earlier ones.
                await covered.KeepAsync(there.Candle, put.At.AddTicks(-1), cancellationToken);
            }

            if (await table.TryPutAsync(StoredCandle.ItemOf(row, put.Import), there?.Guard ?? PutGuard.IfAbsent, cancellationToken))
            {
                return true;
            }
        }
    }

    private static StoredCandle? Find(IReadOnlyDictionary<Interval, Dictionary<DateTimeOffset, StoredCandle>> read, Candle row) =>
        read[row.Interval].GetValueOrDefault(row.OpenTime);
}
