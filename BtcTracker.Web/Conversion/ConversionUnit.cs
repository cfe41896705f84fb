using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Conversion;

/// <summary>The unit of an amount: bitcoins, satoshis, dollars, or a currency whose rate is known.</summary>
/// <param name="Code">Its code: <c>BTC</c>, <c>SAT</c>, <c>USD</c>, <c>EUR</c>.</param>
/// <param name="NameOfOne">Gives the name of one.</param>
/// <param name="NameOfMany">Gives the name of several.</param>
/// <param name="Decimals">How many decimals an amount of it is written with.</param>
public sealed record ConversionUnit(string Code, Func<string> NameOfOne, Func<string> NameOfMany, int Decimals = 2)
{
    /// <summary>A bitcoin.</summary>
    public static ConversionUnit Bitcoin { get; } = new("BTC", () => Texts.UnitBitcoin, () => Texts.UnitBitcoins, 8);

    /// <summary>Its hundred-millionth part.</summary>
    public static ConversionUnit Satoshi { get; } =
        new("SAT", () => Texts.UnitSatoshi, () => Texts.UnitSatoshis, 0) { PerBase = SatoshisPerBitcoin };

    /// <summary>The currency that Bitcoin is priced in.</summary>
    public static ConversionUnit Dollar { get; } = new("USD", () => Texts.UnitDollar, () => Texts.UnitDollars);

    private static readonly Dictionary<string, ConversionUnit> Currencies = new ConversionUnit[]
    {
        new("EUR", () => Texts.UnitEuro, () => Texts.UnitEuros),
        new("GBP", () => Texts.UnitPound, () => Texts.UnitPounds),
        new("MXN", () => Texts.UnitMexicanPeso, () => Texts.UnitMexicanPesos),
        new("COP", () => Texts.UnitColombianPeso, () => Texts.UnitColombianPesos),
        new("ARS", () => Texts.UnitArgentinePeso, () => Texts.UnitArgentinePesos),
        new("BRL", () => Texts.UnitReal, () => Texts.UnitReais),
        new("JPY", () => Texts.UnitYen, () => Texts.UnitYens, 0),
    }.ToDictionary(unit => unit.Code);

    /// <summary>The name of one.</summary>
    public string One => NameOfOne();

    /// <summary>The name of several.</summary>
    public string Many => NameOfMany();

    /// <summary>How many satoshis a bitcoin has.</summary>
    public const decimal SatoshisPerBitcoin = 100_000_000;

    /// <summary>Whether it is bitcoins or a part of them, and no currency.</summary>
    public bool IsBitcoin => Code is "BTC" or "SAT";

    /// <summary>How many of it are one bitcoin, or for a currency one dollar.</summary>
    public decimal PerBase { get; private init; } = 1;

    /// <summary>The rate of a currency; null for the others, which need none.</summary>
    public CurrentRate? Rate { get; private init; }

    /// <summary>A currency by its rate.</summary>
    public static ConversionUnit Of(CurrentRate rate) =>
        (Currencies.GetValueOrDefault(rate.Currency) ?? new(rate.Currency, () => rate.Currency, () => rate.Currency)) with
        {
            PerBase = rate.PerDollar,
            Rate = rate,
        };

    /// <summary>
    /// An amount of it that was computed: below 1 with four significant digits, where it is not counted in whole satoshis.
    /// </summary>
    public string Write(decimal amount) =>
        this == Bitcoin
            ? amount is > 0 and < 0.000_000_005m
                ? Texts.LessThan.With(0.00000001m.ToString("N8", Language.Current.Formats))
                : amount.ToString("N8", Language.Current.Formats)
            : Numbers.Amount(amount, Decimals);

    /// <summary>The name that goes with an amount as it is written.</summary>
    public string NameOf(string written) => decimal.TryParse(written, Language.Current.Formats, out var number) && number == 1 ? One : Many;
}
