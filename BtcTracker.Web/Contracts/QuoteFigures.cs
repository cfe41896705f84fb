using BtcTracker.Market;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Contracts;

/// <summary>A quote's own fields, shared by every body of a quote. What its source does not give is null.</summary>
public abstract record QuoteFigures
{
    /// <summary>Copies a quote's fields.</summary>
    protected QuoteFigures(Quote quote)
    {
        Symbol = quote.Symbol.ToString();
        Slot = quote.Slot.ToUnixTimeSeconds();
        AsOf = quote.AsOf.UtcDateTime;
        Source = quote.Source;
        SourceName = SourceNames.Of(quote.Source);
        Price = quote.Price;
        MarketCap = quote.MarketCap;
        FullyDilutedMarketCap = quote.FullyDilutedMarketCap;
        MarketCapDominance = quote.MarketCapDominance;
        Volume24h = quote.Volume24h;
        VolumeChange24h = quote.VolumeChange24h;
        PercentChange1h = quote.PercentChange1h;
        PercentChange24h = quote.PercentChange24h;
        PercentChange7d = quote.PercentChange7d;
        PercentChange30d = quote.PercentChange30d;
        PercentChange60d = quote.PercentChange60d;
        PercentChange90d = quote.PercentChange90d;
        CirculatingSupply = quote.CirculatingSupply;
        TotalSupply = quote.TotalSupply;
        MaxSupply = quote.MaxSupply;
        Rank = quote.Rank;
        MarketPairs = quote.MarketPairs;
        Confirmed = quote.Confirmed;
        Outdated = quote.Outdated;
        Spread = quote.Spread;
    }

    /// <summary>The pair: <c>BTC-USD</c>.</summary>
    public string Symbol { get; }

    /// <summary>Its slot in seconds since the epoch: the stream's event id.</summary>
    public long Slot { get; }

    /// <summary>The source's own time of the price, UTC.</summary>
    public DateTime AsOf { get; }

    /// <summary>Where it came from; in demo and replay with that word before it.</summary>
    public string Source { get; }

    /// <summary>The source as the page names it.</summary>
    public string SourceName { get; }

    /// <inheritdoc cref="Quote.Price" />
    public decimal Price { get; }

    /// <inheritdoc cref="Quote.MarketCap" />
    public decimal? MarketCap { get; }

    /// <inheritdoc cref="Quote.FullyDilutedMarketCap" />
    public decimal? FullyDilutedMarketCap { get; }

    /// <inheritdoc cref="Quote.MarketCapDominance" />
    public decimal? MarketCapDominance { get; }

    /// <inheritdoc cref="Quote.Volume24h" />
    public decimal? Volume24h { get; }

    /// <inheritdoc cref="Quote.VolumeChange24h" />
    public decimal? VolumeChange24h { get; }

    /// <inheritdoc cref="Quote.PercentChange1h" />
    public decimal? PercentChange1h { get; }

    /// <inheritdoc cref="Quote.PercentChange24h" />
    public decimal? PercentChange24h { get; }

    /// <inheritdoc cref="Quote.PercentChange7d" />
    public decimal? PercentChange7d { get; }

    /// <inheritdoc cref="Quote.PercentChange30d" />
    public decimal? PercentChange30d { get; }

    /// <inheritdoc cref="Quote.PercentChange60d" />
    public decimal? PercentChange60d { get; }

    /// <inheritdoc cref="Quote.PercentChange90d" />
    public decimal? PercentChange90d { get; }

    /// <inheritdoc cref="Quote.CirculatingSupply" />
    public decimal? CirculatingSupply { get; }

    /// <inheritdoc cref="Quote.TotalSupply" />
    public decimal? TotalSupply { get; }

    /// <inheritdoc cref="Quote.MaxSupply" />
    public decimal? MaxSupply { get; }

    /// <inheritdoc cref="Quote.Rank" />
    public int? Rank { get; }

    /// <inheritdoc cref="Quote.MarketPairs" />
    public int? MarketPairs { get; }

    /// <inheritdoc cref="Quote.Confirmed" />
    public bool Confirmed { get; }

    /// <inheritdoc cref="Quote.Outdated" />
    public bool Outdated { get; }

    /// <inheritdoc cref="Quote.Spread" />
    public decimal? Spread { get; }
}
