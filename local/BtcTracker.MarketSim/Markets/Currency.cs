namespace BtcTracker.MarketSim.Markets;

/// <summary>A currency of prices.</summary>
/// <param name="Code">Its ISO code.</param>
/// <param name="Id">CoinMarketCap's number of it.</param>
/// <param name="PerDollar">How much of it a US dollar is; the same always, for this market is about bitcoins.</param>
public sealed record Currency(string Code, int Id, decimal PerDollar)
{
    /// <summary>The currencies that are known.</summary>
    public static IReadOnlyList<Currency> All { get; } =
    [
        new("USD", 2781, 1m),
        new("EUR", 2790, 0.86m),
        new("GBP", 2791, 0.75m),
        new("MXN", 2799, 18.4m),
        new("COP", 2820, 3_850m),
        new("ARS", 2821, 1_420m),
        new("BRL", 2783, 5.35m),
        new("JPY", 2797, 154m),
    ];

    /// <summary>The currencies of a list such as <c>USD,EUR</c>; null if one of them is unknown.</summary>
    public static IReadOnlyList<Currency>? Parse(string list)
    {
        var found = list.Split(',')
            .Select(code => All.FirstOrDefault(currency => currency.Code.Equals(code, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return found.Contains(null) ? null : [.. found.OfType<Currency>()];
    }

    /// <summary>A reading's amounts of money in this currency.</summary>
    public MarketReading Convert(MarketReading reading) =>
        PerDollar == 1
            ? reading
            : reading with
            {
                Price = Convert(reading.Price),
                Volume24h = reading.Volume24h is { } volume ? Convert(volume) : null,
            };

    private decimal Convert(decimal dollars) => decimal.Round(dollars * PerDollar, 8);
}
