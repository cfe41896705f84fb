using BtcTracker.Market;

namespace BtcTracker.Web.Formatting;

/// <summary>
/// What the prices of a chart count: dollars per bitcoin, or satoshi per dollar, which is 100,000,000 ÷ price. The script has the same in
/// <c>format.js</c>.
/// </summary>
public sealed class PriceUnit
{
    private const decimal SatoshisPerBitcoin = 100_000_000;

    // The dearest bitcoin that is accepted buys one satoshi a dollar, so that is twelve digits at most of today's price.
    private const int Decimals = 8;

    /// <summary>Below this a dollar would buy more satoshis than a number here holds.</summary>
    private const decimal LeastPrice = 1e-12m;

    private PriceUnit(string code) => Code = code;

    /// <summary>US dollars per bitcoin.</summary>
    public static PriceUnit Dollars { get; } = new("usd");

    /// <summary>Satoshi per US dollar.</summary>
    public static PriceUnit Satoshis { get; } = new("sat");

    /// <summary>Every unit.</summary>
    public static IReadOnlyList<PriceUnit> All { get; } = [Dollars, Satoshis];

    /// <summary>The code in addresses.</summary>
    public string Code { get; }

    /// <summary>The code for a file and for the script, which take dollars where none is named; null for dollars.</summary>
    public string? NamedCode => IsDollars ? null : Code;

    /// <summary>Its name in a switch.</summary>
    public string Label => IsDollars ? "USD" : "sat";

    /// <summary>Whether it is dollars, in which all prices are kept.</summary>
    public bool IsDollars => this == Dollars;

    /// <summary>A price in dollars in this unit; an amount of this unit in dollars again, as each is the other's reciprocal.</summary>
    public decimal Of(decimal price) =>
        IsDollars ? price
        : price < LeastPrice ? 0
        : Math.Round(SatoshisPerBitcoin / price, Decimals);

    /// <summary>A change of the price in percent as one of this unit; null where it is not known.</summary>
    public decimal? ChangeOf(decimal? percent) =>
        IsDollars ? percent
        : percent > -100 ? -percent / (100 + percent) * 100
        : null;

    /// <summary>Candles in this unit: where the price is highest, a dollar buys least. What was traded stays as it is counted.</summary>
    public IReadOnlyList<Candle> Of(IReadOnlyList<Candle> candles) =>
        IsDollars ? candles : [.. candles.Where(candle => candle.Low >= LeastPrice).Select(Inverted)];

    /// <summary>A quote whose price is in this unit; null for none.</summary>
    public Quote? Of(Quote? quote) => quote is null || IsDollars ? quote : quote with { Price = Of(quote.Price) };

    /// <summary>An amount of this unit as the page writes it.</summary>
    public string Write(decimal amount) => IsDollars ? Numbers.Price(amount) : Numbers.Satoshis(amount);

    /// <inheritdoc />
    public override string ToString() => Code;

    private Candle Inverted(Candle candle) =>
        candle with
        {
            Open = Of(candle.Open),
            High = Of(candle.Low),
            Low = Of(candle.High),
            Close = Of(candle.Close),
        };
}
