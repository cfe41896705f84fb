namespace BtcTracker.Market.Storage;

/// <summary>Writes quotes and candles. Ingest alone registers this side. Every write is safe to repeat.</summary>
/// <remarks>Every member throws <see cref="PriceStoreException"/> where the store does not answer within its limits.</remarks>
public interface IPriceWriter
{
    /// <summary>Makes the table where it is missing and this store may (a local one); else checks that it is there.</summary>
    Task EnsureTableAsync(CancellationToken cancellationToken);

    /// <summary>Checks that the table is there, and makes none.</summary>
    /// <exception cref="PriceStoreException">It is missing.</exception>
    Task CheckTableAsync(CancellationToken cancellationToken);

    /// <summary>Stores a quote at its slot. A slot that is taken stays as it is.</summary>
    /// <returns>
    /// Whether it was stored; false where the slot had a quote already, be it this one, of an attempt whose answer was lost.
    /// </returns>
    Task<bool> TryPutQuoteAsync(Quote quote, CancellationToken cancellationToken);

    /// <summary>Stores the body of the quote that stands at its slot. The first one stays.</summary>
    /// <remarks>
    /// The quote comes first, and only who finds that the quote standing there is the body's own stores the body: so it never
    /// proves a twin's quote, and a crash between the two leaves a quote without its body, never a body of another quote.
    /// </remarks>
    /// <returns>Whether it was stored; false where the slot had a body already.</returns>
    Task<bool> TryPutRawReadingAsync(RawReading reading, CancellationToken cancellationToken);

    /// <summary>Stores a candle unless a better one stands there: one of a higher rank, or of the same rank and more samples.</summary>
    /// <returns>Whether it was stored.</returns>
    Task<bool> TryPutCandleAsync(Candle candle, CancellationToken cancellationToken);

    /// <summary>Stores many candles, some at a time and in no order, each under the guard of <see cref="TryPutCandleAsync"/>.</summary>
    /// <returns>How many were stored. Where it throws, some may have been: repeat it whole.</returns>
    Task<int> TryPutCandlesAsync(IReadOnlyCollection<Candle> candles, CancellationToken cancellationToken);

    /// <summary>Stores a candle in the place of a wrong one, also where that is made of more samples.</summary>
    /// <param name="stored">The wrong one; where another of its rank or number of samples stands there meanwhile, that stays.</param>
    /// <param name="candle">The right one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was stored.</returns>
    Task<bool> TryReplaceCandleAsync(Candle stored, Candle candle, CancellationToken cancellationToken);

    /// <summary>
    /// Recomputes the own candle that a slot falls in, from the stored quotes, read consistently, and stores it under the same guard.
    /// </summary>
    Task<bool> RollUpQuotesAsync(Symbol symbol, Interval interval, DateTimeOffset slot, CancellationToken cancellationToken);

    /// <summary>Stores a day's currency rates unless newer ones of the same day stand there.</summary>
    /// <returns>Whether they were stored.</returns>
    Task<bool> TryPutRatesAsync(CurrencyRates rates, CancellationToken cancellationToken);

    /// <summary>Tells readers of the rhythm.</summary>
    Task PutScheduleAsync(IngestSchedule schedule, CancellationToken cancellationToken);

    /// <summary>Tells readers that a file was imported; an earlier instant than the stored one changes nothing.</summary>
    Task RaiseLastImportAsync(DateTimeOffset instant, CancellationToken cancellationToken);

    /// <summary>Says how ingest fares.</summary>
    Task PutStatusAsync(IngestStatus status, CancellationToken cancellationToken);

    /// <summary>Says how far backfill has come.</summary>
    Task PutBackfillProgressAsync(BackfillProgress progress, CancellationToken cancellationToken);

    /// <summary>Stores a live tick in the place of an older one.</summary>
    /// <returns>Whether it did; a twin may have stored a newer one.</returns>
    Task<bool> TryPutTickAsync(Tick tick, CancellationToken cancellationToken);

    /// <summary>
    /// Notes slots that were missed; those that are noted already change nothing, and what goes on from a noted gap for the same reason
    /// extends it. A slot that has a quote, now or later, is never told as missed.
    /// </summary>
    Task NoteGapAsync(Gap gap, CancellationToken cancellationToken);

    /// <summary>The instant before which everything that the sources offer of an era is stored; null before the first backfill.</summary>
    Task<DateTimeOffset?> FindWatermarkAsync(Symbol symbol, Interval interval, WatermarkEra era, CancellationToken cancellationToken);

    /// <summary>Moves a watermark forward; an earlier instant than the stored one changes nothing.</summary>
    Task RaiseWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    );
}
