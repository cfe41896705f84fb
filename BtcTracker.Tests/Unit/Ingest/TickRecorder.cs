using System.Collections.Concurrent;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Keeps the ticks that were stored; nothing else may be asked of it.</summary>
internal sealed class TickRecorder : IPriceWriter
{
    private readonly ConcurrentQueue<Tick> _ticks = [];

    public IReadOnlyList<Tick> Ticks => [.. _ticks];

    /// <summary>What each try fails with; null where it does not.</summary>
    public Exception? Failure { get; set; }

    public Task PutBackfillProgressAsync(BackfillProgress progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> TryPutTickAsync(Tick tick, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Task.FromException<bool>(Failure);
        }

        _ticks.Enqueue(tick);
        return Task.FromResult(true);
    }

    public Task EnsureTableAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryPutQuoteAsync(Quote quote, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryPutRawReadingAsync(RawReading reading, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryPutRatesAsync(CurrencyRates rates, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CheckTableAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryReplaceCandleAsync(Candle stored, Candle candle, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> TryPutCandleAsync(Candle candle, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> TryPutCandlesAsync(IReadOnlyCollection<Candle> candles, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task RaiseLastImportAsync(DateTimeOffset instant, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task PutScheduleAsync(IngestSchedule schedule, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task PutStatusAsync(IngestStatus status, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RecordGapAsync(Gap gap, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset?> FindWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task RaiseWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        DateTimeOffset instant,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<bool> RollUpQuotesAsync(Symbol symbol, Interval interval, DateTimeOffset slot, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
