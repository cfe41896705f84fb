using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Stores raw readings with the quotes that were read from them: a body must never belong to another quote.</summary>
internal sealed class RawReadingTarget(IPriceReader reader, IPriceWriter writer) : IImportTarget<RawReading>
{
    private HashSet<(DateTimeOffset Slot, string Source)> _quotes = [];

    /// <inheritdoc />
    public DateTimeOffset TimeOf(RawReading row) => row.Slot;

    /// <inheritdoc />
    public async Task<IReadOnlySet<RawReading>> ReadStoredAsync(IReadOnlyList<RawReading> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return new HashSet<RawReading>();
        }

        var range = new TimeRange(rows[0].Slot, rows[^1].Slot.AddTicks(1));
        _quotes = await reader
            .ReadQuotesAsync(Symbol.BtcUsd, range, cancellationToken)
            .Select(quote => (quote.Slot, quote.Source))
            .ToHashSetAsync(cancellationToken: cancellationToken);
        return await reader
            .ReadRawReadingsAsync(Symbol.BtcUsd, range, cancellationToken)
            .ToHashSetAsync(cancellationToken: cancellationToken);
    }

    /// <inheritdoc />
    public async Task<PutOutcome> TryPutAsync(RawReading row, CancellationToken cancellationToken)
    {
        if (!_quotes.Contains((row.Slot, row.Source)))
        {
            return PutOutcome.WithoutQuote;
        }

        return await writer.TryPutRawReadingAsync(row, cancellationToken) ? PutOutcome.Stored : PutOutcome.Outranked;
    }

    /// <inheritdoc />
    public Task FollowAsync(IReadOnlyList<RawReading> rows, CancellationToken cancellationToken) => Task.CompletedTask;
}
