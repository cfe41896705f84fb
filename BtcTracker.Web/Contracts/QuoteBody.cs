using BtcTracker.Market;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Contracts;

/// <summary>The newest quote as the API and the live stream tell it.</summary>
public sealed record QuoteBody : QuoteFigures
{
    private QuoteBody(Quote quote)
        : base(quote)
    {
    }

    /// <summary>From when on the quote is stale if no newer one has come, UTC.</summary>
    public required DateTime StaleAt { get; init; }

    /// <summary>The rolling change in percent by range code, from stored history; null where there is no sample that long ago.</summary>
    public required IReadOnlyDictionary<string, decimal?> Changes { get; init; }

    /// <summary>Tells a quote together with its changes over the known history.</summary>
    public static QuoteBody Of(Quote quote, DateTimeOffset staleAt, PriceHistory history) => new(quote)
    {
        StaleAt = staleAt.UtcDateTime,
        Changes = HistoryRange.All.ToDictionary(range => range.Code, range => PriceChange.Percent(history, quote, range)),
    };
}
