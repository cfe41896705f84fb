namespace BtcTracker.Market.Storage;

/// <summary>Reads what ingest has stored. The web registers only this interface.</summary>
/// <remarks>Every member throws <see cref="PriceStoreException"/> if the store does not respond in time.</remarks>
public interface IPriceReader
{
    /// <summary>The latest quote whose slot is not after <paramref name="notAfter"/>; null if there is none.</summary>
    Task<Quote?> FindLatestQuoteAsync(Symbol symbol, DateTimeOffset notAfter, CancellationToken cancellationToken);

    /// <summary>The quote of a slot, read consistently; null if there is none.</summary>
    /// <exception cref="ArgumentException">The slot is not on a whole second.</exception>
    Task<Quote?> FindQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken);

    /// <summary>The response body that the quote of a slot was read from; null if there is none.</summary>
    /// <exception cref="ArgumentException">The slot is not on a whole second.</exception>
    Task<RawReading?> FindRawReadingAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken);

    /// <summary>The response bodies of the quotes whose slots are in the range, oldest first, read page by page.</summary>
    IAsyncEnumerable<RawReading> ReadRawReadingsAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken);

    /// <summary>The quotes whose slots are in the range, oldest first, read page by page.</summary>
    IAsyncEnumerable<Quote> ReadQuotesAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken);

    /// <summary>The candles of a stored interval whose open times are in the range, oldest first, read page by page.</summary>
    /// <exception cref="ArgumentException">The interval is not one of <see cref="Interval.Stored"/>.</exception>
    IAsyncEnumerable<Candle> ReadCandlesAsync(Symbol symbol, Interval interval, TimeRange range, CancellationToken cancellationToken);

    /// <summary>When a file was last imported, which may have changed candles of any age; null if never.</summary>
    Task<DateTimeOffset?> FindLastImportAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The watermark of an era: everything that the sources offer before this instant is stored; null before the first backfill.
    /// </summary>
    /// <exception cref="ArgumentException">The interval is not one of <see cref="Interval.Stored"/>.</exception>
    Task<DateTimeOffset?> FindWatermarkAsync(Symbol symbol, Interval interval, WatermarkEra era, CancellationToken cancellationToken);

    /// <summary>The latest currency rates; null if none are stored.</summary>
    Task<CurrencyRates?> FindRatesAsync(CancellationToken cancellationToken);

    /// <summary>Ingest's schedule; null before its first start.</summary>
    Task<IngestSchedule?> FindScheduleAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The slots in the range that were missed and still have no quote, oldest first, consecutive ones of one reason merged.
    /// </summary>
    /// <remarks>A gap is cut at the edges of the range, and one that extends over the end of a month is returned as two.</remarks>
    IAsyncEnumerable<Gap> ReadGapsAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken);

    /// <summary>Ingest's latest status; null before its first slot.</summary>
    Task<IngestStatus?> FindStatusAsync(CancellationToken cancellationToken);

    /// <summary>The backfill's latest progress; null if there has been no long backfill in this table.</summary>
    Task<BackfillProgress?> FindBackfillProgressAsync(CancellationToken cancellationToken);

    /// <summary>The state of ingest's alerts; null before the first slot with a rule.</summary>
    Task<AlertState?> FindAlertStateAsync(CancellationToken cancellationToken);

    /// <summary>The last live tick, however old; null if there was none, as in demo.</summary>
    Task<Tick?> FindTickAsync(CancellationToken cancellationToken);
}
