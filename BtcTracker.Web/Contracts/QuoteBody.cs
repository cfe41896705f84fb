using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Contracts;

/// <summary>
/// The latest quote in the API and the live stream, with a computed supply and what follows from it if its source gives none.
/// </summary>
public sealed record QuoteBody : QuoteFigures
{
    private QuoteBody(CompletedQuote quote)
        : base(quote.Quote) => Computed = [.. quote.Computed.Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>
    /// The fields that the source does not give and that are computed: the circulating supply from Bitcoin's issuance schedule, the
    /// maximum supply, and price × supply. Empty where the source gives them all. Stored quotes hold only what the source gave.
    /// </summary>
    public IReadOnlyList<string> Computed { get; }

    /// <summary>From when on the quote is stale if no newer one has come, UTC.</summary>
    public required DateTime StaleAt { get; init; }

    /// <summary>
    /// When the next reading is due, UTC; null where ingest has not published its schedule. It comes a moment later, or not at all if no
    /// source answers.
    /// </summary>
    public required DateTime? NextAt { get; init; }

    /// <summary>The rolling change in percent by range code, from stored history; null where there is no sample that long ago.</summary>
    public required IReadOnlyDictionary<string, decimal?> Changes { get; init; }

    /// <summary>The body of a quote with its changes over the snapshot's history.</summary>
    public static QuoteBody Of(Quote quote, MarketSnapshot snapshot) =>
        new(CompletedQuote.Of(quote))
        {
            StaleAt = snapshot.StaleAt(quote).UtcDateTime,
            NextAt = snapshot.NextQuoteAt?.UtcDateTime,
            Changes = HistoryRange.All.ToDictionary(range => range.Code, range => snapshot.ChangeOver(range, quote)),
        };
}
