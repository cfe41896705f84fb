using BtcTracker.Market;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Snapshots;

/// <summary>A quote as the API and the live stream tell it. What its source does not tell is null.</summary>
public sealed record QuoteBody
{
    /// <summary>The pair: <c>BTC-USD</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Its slot in seconds since the epoch: the stream's event id.</summary>
    public required long Slot { get; init; }

    /// <summary>The source's own time of the price, UTC.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>From when on the quote is stale if no newer one has come, UTC.</summary>
    public required DateTime StaleAt { get; init; }

    /// <summary>Where it came from; in demo and replay with that word before it.</summary>
    public required string Source { get; init; }

    /// <summary>The source as the page names it.</summary>
    public required string SourceName { get; init; }

    /// <inheritdoc cref="Quote.Price" />
    public required decimal Price { get; init; }

    /// <summary>The rolling change in percent by range code, from stored history; null where there is no sample that long ago.</summary>
    public required IReadOnlyDictionary<string, decimal?> Changes { get; init; }

    /// <inheritdoc cref="Quote.MarketCap" />
    public decimal? MarketCap { get; init; }

    /// <inheritdoc cref="Quote.FullyDilutedMarketCap" />
    public decimal? FullyDilutedMarketCap { get; init; }

    /// <inheritdoc cref="Quote.MarketCapDominance" />
    public decimal? MarketCapDominance { get; init; }

    /// <inheritdoc cref="Quote.Volume24h" />
    public decimal? Volume24h { get; init; }

    /// <inheritdoc cref="Quote.VolumeChange24h" />
    public decimal? VolumeChange24h { get; init; }

    /// <inheritdoc cref="Quote.PercentChange1h" />
    public decimal? PercentChange1h { get; init; }

    /// <inheritdoc cref="Quote.PercentChange24h" />
    public decimal? PercentChange24h { get; init; }

    /// <inheritdoc cref="Quote.PercentChange7d" />
    public decimal? PercentChange7d { get; init; }

    /// <inheritdoc cref="Quote.PercentChange30d" />
    public decimal? PercentChange30d { get; init; }

    /// <inheritdoc cref="Quote.PercentChange60d" />
    public decimal? PercentChange60d { get; init; }

    /// <inheritdoc cref="Quote.PercentChange90d" />
    public decimal? PercentChange90d { get; init; }

    /// <inheritdoc cref="Quote.CirculatingSupply" />
    public decimal? CirculatingSupply { get; init; }

    /// <inheritdoc cref="Quote.TotalSupply" />
    public decimal? TotalSupply { get; init; }

    /// <inheritdoc cref="Quote.MaxSupply" />
    public decimal? MaxSupply { get; init; }

    /// <inheritdoc cref="Quote.Rank" />
    public int? Rank { get; init; }

    /// <inheritdoc cref="Quote.MarketPairs" />
    public int? MarketPairs { get; init; }

    /// <summary>Tells a quote together with its changes over the known history.</summary>
    public static QuoteBody Of(Quote quote, DateTimeOffset staleAt, PriceHistory history) => new()
    {
        Symbol = quote.Symbol.ToString(),
        Slot = quote.Slot.ToUnixTimeSeconds(),
        AsOf = quote.AsOf.UtcDateTime,
        StaleAt = staleAt.UtcDateTime,
        Source = quote.Source,
        SourceName = SourceNames.Of(quote.Source),
        Price = quote.Price,
        Changes = HistoryRange.All.ToDictionary(range => range.Code, range => PriceChange.Percent(history, quote, range)),
        MarketCap = quote.MarketCap,
        FullyDilutedMarketCap = quote.FullyDilutedMarketCap,
        MarketCapDominance = quote.MarketCapDominance,
        Volume24h = quote.Volume24h,
        VolumeChange24h = quote.VolumeChange24h,
        PercentChange1h = quote.PercentChange1h,
        PercentChange24h = quote.PercentChange24h,
        PercentChange7d = quote.PercentChange7d,
        PercentChange30d = quote.PercentChange30d,
        PercentChange60d = quote.PercentChange60d,
        PercentChange90d = quote.PercentChange90d,
        CirculatingSupply = quote.CirculatingSupply,
        TotalSupply = quote.TotalSupply,
        MaxSupply = quote.MaxSupply,
        Rank = quote.Rank,
        MarketPairs = quote.MarketPairs,
    };
}
