using Amazon.DynamoDBv2.Model;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Market.Storage;

/// <summary>
/// Writes under conditions that the store checks, so that a retry, a concurrent instance or a late reading cannot overwrite correct data.
/// </summary>
internal sealed class DynamoPriceWriter(
    PriceTable table,
    GapRecords gaps,
    TableCreator maker,
    StoredCandles storedCandles,
    CoveredCandles covered,
    TimeProvider clock
) : IPriceWriter
{
    /// <summary>Enough to cover the round trip to the store; one partition accepts 1,000 writes per second.</summary>
    private const int PutsAtATime = 16;

    public Task EnsureTableAsync(CancellationToken cancellationToken) => maker.EnsureAsync(cancellationToken);

    public Task CheckTableAsync(CancellationToken cancellationToken) => maker.CheckExistsAsync(cancellationToken);

    public Task<bool> TryPutQuoteAsync(Quote quote, CancellationToken cancellationToken) =>
        TryPutAsync(QuoteItem.From(quote), PutGuard.IfAbsent, cancellationToken);

    public Task<bool> TryPutRawReadingAsync(RawReading reading, CancellationToken cancellationToken) =>
        TryPutAsync(RawReadingItem.From(reading), PutGuard.IfAbsent, cancellationToken);

    public async Task<bool> TryPutCandleAsync(Candle candle, CancellationToken cancellationToken)
    {
        while (!await TryPutAsync(CandleItem.From(candle), PutGuard.NoBetterThan(candle), cancellationToken))
        {
            if (await IsOutrankedAsync(candle, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    public async Task<bool> TryReplaceCandleAsync(Candle stored, Candle candle, CancellationToken cancellationToken)
    {
        if (await TryPutAsync(CandleItem.From(candle), PutGuard.SameRankAndNotImported(stored), cancellationToken))
        {
            return true;
        }

        // A correction of an import's candle is removed with the import.
        return await storedCandles.FindAsync(candle, cancellationToken) is { Import: { } import } wrong
            && (wrong.Candle.Rank, wrong.Candle.N) == (stored.Rank, stored.N)
            && await TryPutAsync(StoredCandle.ItemOf(candle, import), wrong.Guard, cancellationToken);
    }

    public async Task<int> TryPutCandlesAsync(IReadOnlyCollection<Candle> candles, CancellationToken cancellationToken)
    {
        var stored = 0;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = PutsAtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            candles,
            limits,
            async (candle, token) =>
            {
                if (await TryPutCandleAsync(candle, token))
                {
                    Interlocked.Increment(ref stored);
                }
            }
        );
        return stored;
    }

    public async Task<bool> RollUpQuotesAsync(Symbol symbol, Interval interval, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var openTime = interval.OpenTimeOf(slot);
        var rollup = new QuoteRollup(symbol, interval, openTime);
        foreach (var span in Keys.Quotes(symbol, interval.CandleAt(openTime)))
        {
            await foreach (var item in table.ReadConsistentlyAsync(span, QuoteItem.CandleAttributes, cancellationToken))
            {
                rollup.Add(QuoteItem.ToQuote(item, symbol));
            }
        }

        return rollup.ToCandle() is { } candle && await TryPutCandleAsync(candle, cancellationToken);
    }

    public Task<bool> TryPutRatesAsync(CurrencyRates rates, CancellationToken cancellationToken)
    {
        var item = CurrencyRatesItem.From(rates);
        return TryPutAsync(item, PutGuard.Raises(CurrencyRatesItem.AsOf, item[CurrencyRatesItem.AsOf]), cancellationToken);
    }

    public Task PutScheduleAsync(IngestSchedule schedule, CancellationToken cancellationToken) =>
        TryPutAsync(ScheduleItem.From(schedule), guard: null, cancellationToken);

    public Task PutStatusAsync(IngestStatus status, CancellationToken cancellationToken) =>
        TryPutAsync(StatusItem.From(status), guard: null, cancellationToken);

    public Task PutBackfillProgressAsync(BackfillProgress progress, CancellationToken cancellationToken) =>
        TryPutAsync(BackfillProgressItem.From(progress), guard: null, cancellationToken);

    public Task<bool> TryPutTickAsync(Tick tick, CancellationToken cancellationToken) =>
        TryPutAsync(TickItem.From(tick), PutGuard.NoNewerThan(tick), cancellationToken);

    public async Task RecordGapAsync(Gap gap, CancellationToken cancellationToken)
    {
        foreach (var part in await gaps.FindUnrecordedAsync(gap, cancellationToken))
        {
            var item = GapItem.From(part);
            await TryPutAsync(item, GapRecords.Guard(item), cancellationToken);
        }
    }

    public async Task<DateTimeOffset?> FindWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        CancellationToken cancellationToken
    )
    {
        var item = await table.FindAsync(Keys.Watermark(symbol, interval, era), sort: 0, consistent: true, cancellationToken);
        return item?.GetInstant(ItemExtensions.At);
    }

    public Task RaiseWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    ) => RaiseAsync(Keys.Watermark(symbol, interval, era), instant, cancellationToken);

    public Task RaiseLastImportAsync(DateTimeOffset instant, CancellationToken cancellationToken) =>
        RaiseAsync(Keys.LastImport, instant, cancellationToken);

    /// <summary>
    /// Whether a better candle is stored. If that is an import's, the new candle is kept underneath for when the import is removed.
    /// </summary>
    private async Task<bool> IsOutrankedAsync(Candle candle, CancellationToken cancellationToken)
    {
        var better = await FindBetterAsync(candle, cancellationToken);
        if (better?.Import is null)
        {
            return better is not null;
        }

        await covered.KeepAsync(candle, clock.GetUtcNow(), cancellationToken);

        // The import may have been removed between the two requests.
        return await FindBetterAsync(candle, cancellationToken) is not null;
    }

    private async Task<StoredCandle?> FindBetterAsync(Candle candle, CancellationToken cancellationToken) =>
        await storedCandles.FindAsync(candle, cancellationToken) is { } there && !PutGuard.IsReplacedBy(there.Candle, candle)
            ? there
            : null;

    private Task<bool> RaiseAsync(string partition, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var item = ItemExtensions.NewItem(partition, sort: 0);
        item.Set(ItemExtensions.At, instant);
        return TryPutAsync(item, PutGuard.Raises(ItemExtensions.At, item[ItemExtensions.At]), cancellationToken);
    }

    /// <summary>
    /// Puts an item after making sure of the table, and creates the table again if it has been deleted since, as with a local store's data.
    /// </summary>
    private async Task<bool> TryPutAsync(Dictionary<string, AttributeValue> item, PutGuard? guard, CancellationToken cancellationToken)
    {
        await maker.EnsureLocalAsync(cancellationToken);
        try
        {
            return await table.TryPutAsync(item, guard, cancellationToken);
        }
        catch (PriceStoreException error) when (error.InnerException is ResourceNotFoundException && maker.MayCreate)
        {
            await maker.EnsureAsync(cancellationToken);
            return await table.TryPutAsync(item, guard, cancellationToken);
        }
    }
}
