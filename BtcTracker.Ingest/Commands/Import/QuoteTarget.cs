using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>
/// Stores quotes at their slots and recomputes their candles, as ingest does.
/// </summary>
internal sealed class QuoteTarget(IPriceReader reader, IPriceWriter writer) : IImportTarget<Quote>
{
    private const int RollUpsAtATime = 16;

    /// <inheritdoc />
    public DateTimeOffset TimeOf(Quote row) => row.Slot;

    /// <inheritdoc />
    public async Task<IReadOnlySet<Quote>> ReadStoredAsync(IReadOnlyList<Quote> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return new HashSet<Quote>();
        }

        var range = new TimeRange(rows[0].Slot, rows[^1].Slot.AddTicks(1));
        return await reader.ReadQuotesAsync(Symbol.BtcUsd, range, cancellationToken).ToHashSetAsync(cancellationToken: cancellationToken);
    }

    /// <inheritdoc />
    public async Task<PutOutcome> TryPutAsync(Quote row, CancellationToken cancellationToken) =>
        await writer.TryPutQuoteAsync(row, cancellationToken) ? PutOutcome.Stored : PutOutcome.Outranked;

    /// <inheritdoc />
    public Task FollowAsync(IReadOnlyList<Quote> rows, CancellationToken cancellationToken)
    {
        var candles = Interval
            .Stored.SelectMany(interval => rows.Select(quote => (Interval: interval, OpenTime: interval.OpenTimeOf(quote.Slot))))
            .Distinct();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = RollUpsAtATime, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(
            candles,
            limits,
            async (candle, token) => await writer.RollUpQuotesAsync(Symbol.BtcUsd, candle.Interval, candle.OpenTime, token)
        );
    }
}
