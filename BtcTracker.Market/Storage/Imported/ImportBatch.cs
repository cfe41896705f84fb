namespace BtcTracker.Market.Storage.Imported;

/// <summary>Puts an import's candles, each where what was read still stands there: so nothing is replaced that is not kept.</summary>
internal sealed class ImportBatch(
    PriceTable table,
    StandingCandles standing,
    CoveredCandles covered,
    (ImportId Import, DateTimeOffset At) put,
    IReadOnlyDictionary<Interval, Dictionary<DateTimeOffset, StandingCandle>> read,
    IReadOnlyList<Candle> rows
) : IImportBatch
{
    public IReadOnlySet<Candle> Stored { get; } = rows.Where(row => Find(read, row)?.Candle.SaysTheSameAs(row) == true).ToHashSet();

    public async Task<bool> TryPutAsync(Candle row, CancellationToken cancellationToken)
    {
        for (var there = Find(read, row); ; there = await standing.FindAsync(row, cancellationToken))
        {
            if (there?.Candle.SaysTheSameAs(row) == true)
            {
                // A try of this import whose answer was lost, or a twin.
                return true;
            }

            if (there is not null && !PutGuard.GivesWay(there.Candle, row))
            {
                return false;
            }

            if (there is { Import: null })
            {
                // It came before this put, and after all earlier ones.
                await covered.KeepAsync(there.Candle, put.At.AddTicks(-1), cancellationToken);
            }

            if (await table.TryPutAsync(StandingCandle.ItemOf(row, put.Import), there?.Guard ?? PutGuard.Vacant, cancellationToken))
            {
                return true;
            }
        }
    }

    private static StandingCandle? Find(IReadOnlyDictionary<Interval, Dictionary<DateTimeOffset, StandingCandle>> read, Candle row) =>
        read[row.Interval].GetValueOrDefault(row.OpenTime);
}
