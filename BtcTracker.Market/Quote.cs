namespace BtcTracker.Market;

/// <summary>
/// One reading of the market at an instant, in CoinMarketCap's terms. Money is in the symbol's quote currency, supply in
/// its base asset, changes in percent. A figure that the source does not report is null, never zero.
/// </summary>
public sealed record Quote
{
    /// <summary>The pair that was read.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>The scheduled time of this reading: a multiple of the slot length from midnight UTC, and its key in the store.</summary>
    public required DateTimeOffset Slot { get; init; }

    /// <summary>The source's own time of the price, UTC. Age and staleness count from here.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// The source: <c>coinmarketcap</c>, <c>coinbase</c>, …; prefixed with the mode in demo and replay: <c>demo:coinmarketcap</c>.
    /// </summary>
    public required string Source { get; init; }

    /// <summary>The price of one unit of the base asset; greater than zero.</summary>
    public required decimal Price { get; init; }

    /// <summary>Price × circulating supply.</summary>
    public decimal? MarketCap { get; init; }

    /// <summary>Price × maximum supply.</summary>
    public decimal? FullyDilutedMarketCap { get; init; }

    /// <summary>Share of the whole market's capitalization, in percent.</summary>
    public decimal? MarketCapDominance { get; init; }

    /// <summary>Traded in the 24 hours before <see cref="AsOf"/>, in the quote currency.</summary>
    public decimal? Volume24h { get; init; }

    /// <summary>Change of <see cref="Volume24h"/> over 24 hours, in percent.</summary>
    public decimal? VolumeChange24h { get; init; }

    /// <summary>Change of the price over one hour, in percent, as reported by the source.</summary>
    public decimal? PercentChange1h { get; init; }

    /// <summary>Change of the price over 24 hours, in percent, as reported by the source.</summary>
    public decimal? PercentChange24h { get; init; }

    /// <summary>Change of the price over 7 days, in percent, as reported by the source.</summary>
    public decimal? PercentChange7d { get; init; }

    /// <summary>Change of the price over 30 days, in percent, as reported by the source.</summary>
    public decimal? PercentChange30d { get; init; }

    /// <summary>Change of the price over 60 days, in percent, as reported by the source.</summary>
    public decimal? PercentChange60d { get; init; }

    /// <summary>Change of the price over 90 days, in percent, as reported by the source.</summary>
    public decimal? PercentChange90d { get; init; }

    /// <summary>Units in circulation.</summary>
    public decimal? CirculatingSupply { get; init; }

    /// <summary>Units that exist, including those out of circulation.</summary>
    public decimal? TotalSupply { get; init; }

    /// <summary>Units that can ever exist.</summary>
    public decimal? MaxSupply { get; init; }

    /// <summary>Rank by market capitalization; 1 is the largest.</summary>
    public int? Rank { get; init; }

    /// <summary>Markets that trade the asset, as the source counts them.</summary>
    public int? MarketPairs { get; init; }

    /// <summary>
    /// Whether the price was checked against another vendor's or against the preceding days; false if neither was available. An unconfirmed
    /// quote is not used to check the next one, and enters a candle only if the candle has no other.
    /// </summary>
    public bool Confirmed { get; init; } = true;

    /// <summary>
    /// Whether it was already older than <see cref="IngestSchedule.StaleAfter"/> when it was read, as from a frozen source. It enters no
    /// candle.
    /// </summary>
    public bool Outdated { get; init; }

    /// <summary>Whether its price may count as a high or low; an unconfirmed or outdated price may not.</summary>
    public bool MayBeExtreme => Confirmed && !Outdated;

    /// <summary>
    /// The spread between the vendors compared for its slot, (highest − lowest) ÷ median; null if they were not compared.
    /// </summary>
    public decimal? Spread { get; init; }

    /// <summary>The W3C <c>traceparent</c> of the slot's span; null if it was not traced, as in older quotes.</summary>
    public string? TraceParent { get; init; }
}
