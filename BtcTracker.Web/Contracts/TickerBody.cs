using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Contracts;

/// <summary>The latest known price: a live tick, which is in no history, or the latest quote if no tick is newer.</summary>
/// <param name="Symbol">The pair: <c>BTC-USD</c>.</param>
/// <param name="Price">The price of a bitcoin in US dollars.</param>
/// <param name="AsOf">The source's own time of the price, UTC.</param>
/// <param name="Source">Where it came from; in demo with that word before it.</param>
/// <param name="SourceName">The source as the page names it.</param>
/// <param name="IsTick">Whether it is a live tick.</param>
/// <param name="Confirmed">
/// Whether the price was checked against another vendor's or earlier prices; a live tick always is.
/// </param>
/// <param name="Changes">
/// The rolling change in percent by range code, from stored history; null where there is no sample that long ago.
/// </param>
public sealed record TickerBody(
    string Symbol,
    decimal Price,
    DateTime AsOf,
    string Source,
    string SourceName,
    bool IsTick,
    bool Confirmed,
    IReadOnlyDictionary<string, decimal?> Changes
)
{
    /// <summary>The latest quote's price.</summary>
    public static TickerBody Of(Quote quote, MarketSnapshot snapshot) => Of(quote, isTick: false, snapshot);

    /// <summary>A tick's price.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="snapshot">A snapshot with a latest quote, in whose history the changes are found.</param>
    public static TickerBody Of(Tick tick, MarketSnapshot snapshot) =>
        Of(snapshot.Latest! with { Price = tick.Price, AsOf = tick.AsOf, Source = tick.Source }, isTick: true, snapshot);

    private static TickerBody Of(Quote quote, bool isTick, MarketSnapshot snapshot) =>
        new(
            quote.Symbol.ToString(),
            quote.Price,
            quote.AsOf.UtcDateTime,
            quote.Source,
            SourceNames.Of(quote.Source),
            isTick,
            isTick || quote.Confirmed,
            HistoryRange.All.ToDictionary(range => range.Code, range => snapshot.ChangeOver(range, quote))
        );
}
