using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Refuses every write, so that a recorder overrides the one that it is for, and any other fails the test.</summary>
internal abstract class RefusingPriceWriter : IPriceWriter
{
    public virtual Task EnsureTableAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task CheckTableAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<bool> TryPutQuoteAsync(Quote quote, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<bool> TryPutRawReadingAsync(RawReading reading, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<bool> TryPutCandleAsync(Candle candle, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<int> TryPutCandlesAsync(IReadOnlyCollection<Candle> candles, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<bool> TryReplaceCandleAsync(Candle stored, Candle candle, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<bool> RollUpQuotesAsync(
        Symbol symbol,
        Interval interval,
        DateTimeOffset slot,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public virtual Task<bool> TryPutRatesAsync(CurrencyRates rates, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task PutScheduleAsync(IngestSchedule schedule, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task RaiseLastImportAsync(DateTimeOffset instant, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task PutStatusAsync(IngestStatus status, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task PutBackfillProgressAsync(BackfillProgress progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<bool> TryPutTickAsync(Tick tick, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task RecordGapAsync(Gap gap, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<DateTimeOffset?> FindWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public virtual Task RaiseWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();
}
