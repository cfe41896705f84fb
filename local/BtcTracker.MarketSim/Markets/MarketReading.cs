namespace BtcTracker.MarketSim.Markets;

/// <summary>The market at an instant. What a market cannot know is null.</summary>
/// <param name="Price">US dollars for one bitcoin.</param>
/// <param name="LastUpdated">When that price was made.</param>
/// <param name="Volume24h">Traded in 24 hours, in US dollars.</param>
/// <param name="VolumeChange24h">That against the 24 hours before, in percent.</param>
/// <param name="Changes">Changes of the price.</param>
/// <param name="CirculatingSupply">Bitcoins in circulation.</param>
/// <param name="Dominance">Bitcoin's share of the whole market, in percent.</param>
public sealed record MarketReading(
    decimal Price,
    DateTimeOffset LastUpdated,
    decimal? Volume24h,
    decimal? VolumeChange24h,
    PriceChanges Changes,
    decimal? CirculatingSupply,
    decimal? Dominance
)
{
    /// <summary>The maximum supply; reported only together with the supply.</summary>
    public decimal? MaxSupply => CirculatingSupply is null ? null : BitcoinSupply.Maximum;

    /// <summary>Price × circulating supply.</summary>
    public decimal? MarketCap => Price * CirculatingSupply;

    /// <summary>Price × maximum supply.</summary>
    public decimal? FullyDilutedMarketCap => Price * MaxSupply;
}

/// <summary>Changes of a price up to an instant, in percent; null if there is no price that long before.</summary>
public sealed record PriceChanges(decimal? Hour, decimal? Day, decimal? Week, decimal? Days30, decimal? Days60, decimal? Days90)
{
    /// <summary>Computes all of them from a market's own past.</summary>
    /// <param name="price">The price now.</param>
    /// <param name="priceBefore">The price that long before; null if there is none.</param>
    public static PriceChanges Of(decimal price, Func<TimeSpan, decimal?> priceBefore)
    {
        decimal? Change(TimeSpan span) => priceBefore(span) is { } before ? decimal.Round(((price / before) - 1) * 100, 8) : null;
        return new PriceChanges(
            Change(TimeSpan.FromHours(1)),
            Change(TimeSpan.FromDays(1)),
            Change(TimeSpan.FromDays(7)),
            Change(TimeSpan.FromDays(30)),
            Change(TimeSpan.FromDays(60)),
            Change(TimeSpan.FromDays(90))
        );
    }
}
