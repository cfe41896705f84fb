using Amazon.DynamoDBv2.Model;
using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Market.Storage;

/// <summary>
/// Writes under guards that the store itself checks, so that a retry, a twin or a late reading changes nothing that is right.
/// </summary>
internal sealed class DynamoPriceWriter(
    PriceTable table,
    GapNotes gaps,
    TableMaker maker,
    StandingCandles standing,
    CoveredCandles covered,
    TimeProvider clock
) : IPriceWriter
{
    /// <summary>Enough to fill the way to the store and back; one partition takes 1,000 writes a second.</summary>
    private const int PutsAtATime = 16;

    public Task EnsureTableAsync(CancellationToken cancellationToken) => maker.EnsureAsync(cancellationToken);

    public Task CheckTableAsync(CancellationToken cancellationToken) => maker.LookForAsync(cancellationToken);

    public Task<bool> TryPutQuoteAsync(Quote quote, CancellationToken cancellationToken) =>
        TryPutAsync(QuoteItem.From(quote), PutGuard.Vacant, cancellationToken);

    public Task<bool> TryPutRawReadingAsync(RawReading reading, CancellationToken cancellationToken) =>
        TryPutAsync(RawReadingItem.From(reading), PutGuard.Vacant, cancellationToken);

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
        if (await TryPutAsync(CandleItem.From(candle), PutGuard.LikeAndOfNoImport(stored), cancellationToken))
        {
            return true;
        }

        // What is put right in an import's candle goes with the import.
        return await standing.FindAsync(candle, cancellationToken) is { Import: { } import } wrong
            && (wrong.Candle.Rank, wrong.Candle.N) == (stored.Rank, stored.N)
            && await TryPutAsync(StandingCandle.ItemOf(candle, import), wrong.Guard, cancellationToken);
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

    public async Task NoteGapAsync(Gap gap, CancellationToken cancellationToken)
    {
        foreach (var part in await gaps.FindUnnotedAsync(gap, cancellationToken))
        {
            var item = GapItem.From(part);
            await TryPutAsync(item, GapNotes.Guard(item), cancellationToken);
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
    /// Whether something better stands there. Below an import's, the candle is kept for the day that the import is removed.
    /// </summary>
    private async Task<bool> IsOutrankedAsync(Candle candle, CancellationToken cancellationToken)
    {
        var better = await FindBetterAsync(candle, cancellationToken);
        if (better?.Import is null)
        {
            return better is not null;
        }

        await covered.KeepAsync(candle, clock.GetUtcNow(), cancellationToken);

        // The import may have been removed between the two.
        return await FindBetterAsync(candle, cancellationToken) is not null;
    }

    private async Task<StandingCandle?> FindBetterAsync(Candle candle, CancellationToken cancellationToken) =>
        await standing.FindAsync(candle, cancellationToken) is { } there && !PutGuard.GivesWay(there.Candle, candle) ? there : null;

    private Task<bool> RaiseAsync(string partition, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var item = ItemExtensions.NewItem(partition, sort: 0);
        item.Set(ItemExtensions.At, instant);
        return TryPutAsync(item, PutGuard.Raises(ItemExtensions.At, item[ItemExtensions.At]), cancellationToken);
    }

    /// <summary>
    /// Puts once the table is known to be there; where it has gone since, as when a local store's data was deleted, makes it again.
    /// </summary>
    private async Task<bool> TryPutAsync(Dictionary<string, AttributeValue> item, PutGuard? guard, CancellationToken cancellationToken)
    {
        await maker.EnsureLocalAsync(cancellationToken);
        try
        {
            return await table.TryPutAsync(item, guard, cancellationToken);
        }
        catch (PriceStoreException error) when (error.InnerException is ResourceNotFoundException && maker.MayMake)
        {
            await maker.EnsureAsync(cancellationToken);
            return await table.TryPutAsync(item, guard, cancellationToken);
        }
    }
}
