using BtcTracker.Market;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

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

    /// <summary>Tells a quote together with its changes over the history that a snapshot knows.</summary>
    public static QuoteBody Of(Quote quote, MarketSnapshot snapshot) => new(quote)
    {
        StaleAt = snapshot.StaleAt(quote).UtcDateTime,
        Changes = HistoryRange.All.ToDictionary(range => range.Code, range => snapshot.ChangeOver(range, quote)),
    };
}
