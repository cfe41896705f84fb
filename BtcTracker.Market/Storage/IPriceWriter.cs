namespace BtcTracker.Market.Storage;

/// <summary>Writes quotes and candles. Only ingest registers this interface. Every write is idempotent.</summary>
/// <remarks>Every member throws <see cref="PriceStoreException"/> if the store does not respond in time.</remarks>
public interface IPriceWriter
{
    /// <summary>Creates the table if it is missing in a local store; otherwise checks that it exists.</summary>
    Task EnsureTableAsync(CancellationToken cancellationToken);

    /// <summary>Checks that the table exists, without creating it.</summary>
    /// <exception cref="PriceStoreException">The table is missing.</exception>
    Task CheckTableAsync(CancellationToken cancellationToken);

    /// <summary>Stores a quote at its slot unless the slot already has one.</summary>
    /// <returns>
    /// Whether it was stored; false if the slot already had a quote, possibly this one from an attempt whose response was lost.
    /// </returns>
    Task<bool> TryPutQuoteAsync(Quote quote, CancellationToken cancellationToken);

    /// <summary>Stores the response body of a slot's quote unless the slot already has one.</summary>
    /// <remarks>
    /// Store the quote first, and its body only if the stored quote is the one from that body. Then a body never belongs to a concurrent
    /// instance's quote, and a crash between the two writes leaves a quote without a body, never with another's.
    /// </remarks>
    /// <returns>Whether it was stored; false if the slot already had a body.</returns>
    Task<bool> TryPutRawReadingAsync(RawReading reading, CancellationToken cancellationToken);

    /// <summary>Stores a candle unless a better one is stored: one of a higher rank, or of the same rank with more samples.</summary>
    /// <returns>Whether it was stored.</returns>
    Task<bool> TryPutCandleAsync(Candle candle, CancellationToken cancellationToken);

    /// <summary>Stores many candles concurrently and in no order, each under the condition of <see cref="TryPutCandleAsync"/>.</summary>
    /// <returns>How many were stored. If it throws, some may have been stored; repeat the whole call.</returns>
    Task<int> TryPutCandlesAsync(IReadOnlyCollection<Candle> candles, CancellationToken cancellationToken);

    /// <summary>Replaces a wrong candle, even one with more samples.</summary>
    /// <param name="stored">The wrong candle as it was read. If it has changed since in rank or samples, nothing is replaced.</param>
    /// <param name="candle">The correct candle.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was stored.</returns>
    Task<bool> TryReplaceCandleAsync(Candle stored, Candle candle, CancellationToken cancellationToken);

    /// <summary>
    /// Recomputes our own candle around a slot from the stored quotes, read consistently, and stores it under the same condition.
    /// </summary>
    Task<bool> RollUpQuotesAsync(Symbol symbol, Interval interval, DateTimeOffset slot, CancellationToken cancellationToken);

    /// <summary>Stores a day's currency rates unless later ones of the same day are stored.</summary>
    /// <returns>Whether they were stored.</returns>
    Task<bool> TryPutRatesAsync(CurrencyRates rates, CancellationToken cancellationToken);

    /// <summary>Publishes ingest's schedule.</summary>
    Task PutScheduleAsync(IngestSchedule schedule, CancellationToken cancellationToken);

    /// <summary>Records when a file was imported; an instant before the stored one is ignored.</summary>
    Task RaiseLastImportAsync(DateTimeOffset instant, CancellationToken cancellationToken);

    /// <summary>Publishes ingest's status.</summary>
    Task PutStatusAsync(IngestStatus status, CancellationToken cancellationToken);

    /// <summary>Publishes the backfill's progress.</summary>
    Task PutBackfillProgressAsync(BackfillProgress progress, CancellationToken cancellationToken);

    /// <summary>Stores a live tick unless a later one is stored.</summary>
    /// <returns>Whether it was stored; false if a concurrent instance stored a later one.</returns>
    Task<bool> TryPutTickAsync(Tick tick, CancellationToken cancellationToken);

    /// <summary>
    /// Records missed slots. Slots already recorded are ignored, and a gap that continues a recorded one for the same reason extends it. A
    /// slot that has a quote, now or later, is never reported as missed.
    /// </summary>
    Task RecordGapAsync(Gap gap, CancellationToken cancellationToken);

    /// <summary>
    /// The watermark of an era: everything that the sources offer before this instant is stored; null before the first backfill.
    /// </summary>
    Task<DateTimeOffset?> FindWatermarkAsync(Symbol symbol, Interval interval, WatermarkEra era, CancellationToken cancellationToken);

    /// <summary>Moves a watermark forward; an instant before the stored one is ignored.</summary>
    Task RaiseWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    );
}
