using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>A store that has the latest quote, an hour's candle at 60,000, and optionally a live tick.</summary>
internal sealed class LatestQuoteStore(Quote? quote, PriceStoreException? failure) : IPriceReader
{
    /// <summary>Whether it answers after a failure.</summary>
    public bool IsBack { get; set; }

    /// <summary>Gives the tick.</summary>
    public Func<Tick?> Tick { get; init; } = () => throw new NotSupportedException();

    public Task<Quote?> FindLatestQuoteAsync(Symbol symbol, DateTimeOffset notAfter, CancellationToken cancellationToken) =>
        failure is null || IsBack ? Task.FromResult(quote) : Task.FromException<Quote?>(failure);

    public Task<Quote?> FindQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<RawReading?> FindRawReadingAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<RawReading> ReadRawReadingsAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<CurrencyRates?> FindRatesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<Quote> ReadQuotesAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<Candle> ReadCandlesAsync(
        Symbol symbol,
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    ) => failure is null || IsBack ? new[] { Hour(symbol, interval, range) }.ToAsyncEnumerable() : throw failure;

    public Task<DateTimeOffset?> FindLastImportAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset?> FindWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<IngestSchedule?> FindScheduleAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<Gap> ReadGapsAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IngestStatus?> FindStatusAsync(CancellationToken cancellationToken) => Task.FromResult<IngestStatus?>(null);

    public Task<AlertState?> FindAlertStateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BackfillProgress?> FindBackfillProgressAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<Tick?> FindTickAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        return Tick();
    }

    private static Candle Hour(Symbol symbol, Interval interval, TimeRange range) =>
        new()
        {
            Symbol = symbol,
            Interval = interval,
            OpenTime = interval.OpenTimeOf(range.To),
            Open = 60_000m,
            High = 60_000m,
            Low = 60_000m,
            Close = 60_000m,
            N = 1,
            Rank = CandleRank.Exchange,
            Source = "coinbase",
        };
}
