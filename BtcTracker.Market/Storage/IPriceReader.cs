namespace BtcTracker.Market.Storage;

/// <summary>Reads what ingest has stored. The web registers this side only.</summary>
/// <remarks>Every member throws <see cref="PriceStoreException"/> where the store does not answer within its limits.</remarks>
public interface IPriceReader
{
    /// <summary>The newest quote with a slot not after <paramref name="notAfter"/>; null where there is none.</summary>
    Task<Quote?> FindLatestQuoteAsync(Symbol symbol, DateTimeOffset notAfter, CancellationToken cancellationToken);

    /// <summary>The quote of a slot, as of now and not a moment ago; null where there is none.</summary>
    /// <exception cref="ArgumentException">The slot is not on a whole second.</exception>
    Task<Quote?> FindQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken);

    /// <summary>The body that the quote of a slot was read from; null where there is none.</summary>
    /// <exception cref="ArgumentException">The slot is not on a whole second.</exception>
    Task<RawReading?> FindRawReadingAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken);

    /// <summary>The bodies of the quotes whose slots lie in the range, oldest first, read page by page.</summary>
    IAsyncEnumerable<RawReading> ReadRawReadingsAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken);

    /// <summary>The quotes whose slots lie in the range, oldest first, read page by page.</summary>
    IAsyncEnumerable<Quote> ReadQuotesAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken);

    /// <summary>The candles of a stored interval whose open times lie in the range, oldest first, read page by page.</summary>
    /// <exception cref="ArgumentException">The interval is not one of <see cref="Interval.Stored"/>.</exception>
    IAsyncEnumerable<Candle> ReadCandlesAsync(Symbol symbol, Interval interval, TimeRange range, CancellationToken cancellationToken);

    /// <summary>When a file was last imported, which may have changed candles of any age; null where none was.</summary>
    Task<DateTimeOffset?> FindLastImportAsync(CancellationToken cancellationToken);

    /// <summary>The instant before which everything that the sources offer of an era is stored; null before the first backfill.</summary>
    /// <exception cref="ArgumentException">The interval is not one of <see cref="Interval.Stored"/>.</exception>
    Task<DateTimeOffset?> FindWatermarkAsync(Symbol symbol, Interval interval, WatermarkEra era, CancellationToken cancellationToken);

    /// <summary>The newest currency rates; null where none are stored, as without a key of CoinMarketCap.</summary>
    Task<CurrencyRates?> FindRatesAsync(CancellationToken cancellationToken);

    /// <summary>What ingest last said of its rhythm; null before its first start.</summary>
    Task<IngestSchedule?> FindScheduleAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The slots in the range that were missed and have no quote now, oldest first, consecutive ones of one reason together.
    /// </summary>
    /// <remarks>A gap that reaches over an edge of the range is cut there, and one that goes on in another month is told as two.</remarks>
    IAsyncEnumerable<Gap> ReadGapsAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken);

    /// <summary>How ingest fares, as it last said; null before its first slot.</summary>
    Task<IngestStatus?> FindStatusAsync(CancellationToken cancellationToken);

    /// <summary>How far backfill has come, as ingest last said; null where never much was missing since there is a table.</summary>
    Task<BackfillProgress?> FindBackfillProgressAsync(CancellationToken cancellationToken);

    /// <summary>The last live tick, however old; null where there was none, as in demo.</summary>
    Task<Tick?> FindTickAsync(CancellationToken cancellationToken);
}
