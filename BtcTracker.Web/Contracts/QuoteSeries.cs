using BtcTracker.Market;

namespace BtcTracker.Web.Contracts;

/// <summary>Quotes as columns. What a source does not give is null; slots are seconds since the epoch, prices as they are stored.</summary>
public sealed record QuoteSeries
{
    private readonly IReadOnlyList<Quote> _quotes;

    /// <summary>Converts rows to columns.</summary>
    /// <param name="range">What was asked for.</param>
    /// <param name="quotes">The rows.</param>
    /// <param name="next">The address of the next page; null on the last.</param>
    public QuoteSeries(TimeRange range, IReadOnlyList<Quote> quotes, string? next) =>
        (_quotes, From, To, Next) = (quotes, range.From.ToUnixTimeSeconds(), range.To.ToUnixTimeSeconds(), next);

    /// <summary>The pair: <c>BTC-USD</c>.</summary>
    public string Symbol { get; } = Market.Symbol.BtcUsd.ToString();

    /// <summary>The first second asked for.</summary>
    public long From { get; }

    /// <summary>The first second after what was asked for.</summary>
    public long To { get; }

    /// <summary>The slots, ascending.</summary>
    public IEnumerable<long> Slot => _quotes.Select(quote => quote.Slot.ToUnixTimeSeconds());

    /// <summary>The sources' own times of the prices, UTC.</summary>
    public IEnumerable<DateTime> AsOf => _quotes.Select(quote => quote.AsOf.UtcDateTime);

    /// <summary>Where each quote came from; in demo and replay with that word before it.</summary>
    public IEnumerable<string> Source => _quotes.Select(quote => quote.Source);

    /// <inheritdoc cref="Quote.Price" />
    public IEnumerable<decimal> Price => _quotes.Select(quote => quote.Price);

    /// <inheritdoc cref="Quote.MarketCap" />
    public IEnumerable<decimal?> MarketCap => _quotes.Select(quote => quote.MarketCap);

    /// <inheritdoc cref="Quote.FullyDilutedMarketCap" />
    public IEnumerable<decimal?> FullyDilutedMarketCap => _quotes.Select(quote => quote.FullyDilutedMarketCap);

    /// <inheritdoc cref="Quote.MarketCapDominance" />
    public IEnumerable<decimal?> MarketCapDominance => _quotes.Select(quote => quote.MarketCapDominance);

    /// <inheritdoc cref="Quote.Volume24h" />
    public IEnumerable<decimal?> Volume24h => _quotes.Select(quote => quote.Volume24h);

    /// <inheritdoc cref="Quote.VolumeChange24h" />
    public IEnumerable<decimal?> VolumeChange24h => _quotes.Select(quote => quote.VolumeChange24h);

    /// <inheritdoc cref="Quote.PercentChange1h" />
    public IEnumerable<decimal?> PercentChange1h => _quotes.Select(quote => quote.PercentChange1h);

    /// <inheritdoc cref="Quote.PercentChange24h" />
    public IEnumerable<decimal?> PercentChange24h => _quotes.Select(quote => quote.PercentChange24h);

    /// <inheritdoc cref="Quote.PercentChange7d" />
    public IEnumerable<decimal?> PercentChange7d => _quotes.Select(quote => quote.PercentChange7d);

    /// <inheritdoc cref="Quote.PercentChange30d" />
    public IEnumerable<decimal?> PercentChange30d => _quotes.Select(quote => quote.PercentChange30d);

    /// <inheritdoc cref="Quote.PercentChange60d" />
    public IEnumerable<decimal?> PercentChange60d => _quotes.Select(quote => quote.PercentChange60d);

    /// <inheritdoc cref="Quote.PercentChange90d" />
    public IEnumerable<decimal?> PercentChange90d => _quotes.Select(quote => quote.PercentChange90d);

    /// <inheritdoc cref="Quote.CirculatingSupply" />
    public IEnumerable<decimal?> CirculatingSupply => _quotes.Select(quote => quote.CirculatingSupply);

    /// <inheritdoc cref="Quote.TotalSupply" />
    public IEnumerable<decimal?> TotalSupply => _quotes.Select(quote => quote.TotalSupply);

    /// <inheritdoc cref="Quote.MaxSupply" />
    public IEnumerable<decimal?> MaxSupply => _quotes.Select(quote => quote.MaxSupply);

    /// <inheritdoc cref="Quote.Rank" />
    public IEnumerable<int?> Rank => _quotes.Select(quote => quote.Rank);

    /// <inheritdoc cref="Quote.MarketPairs" />
    public IEnumerable<int?> MarketPairs => _quotes.Select(quote => quote.MarketPairs);

    /// <inheritdoc cref="Quote.Confirmed" />
    public IEnumerable<bool> Confirmed => _quotes.Select(quote => quote.Confirmed);

    /// <inheritdoc cref="Quote.Outdated" />
    public IEnumerable<bool> Outdated => _quotes.Select(quote => quote.Outdated);

    /// <inheritdoc cref="Quote.Spread" />
    public IEnumerable<decimal?> Spread => _quotes.Select(quote => quote.Spread);

    /// <summary>The address of the next page; null on the last.</summary>
    public string? Next { get; }
}
