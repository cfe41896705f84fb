using System.Globalization;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Conversion;

/// <summary>What an amount may be in: bitcoins, satoshis, dollars, or a currency whose rate is known.</summary>
/// <param name="Code">Its code: <c>BTC</c>, <c>SAT</c>, <c>USD</c>, <c>EUR</c>.</param>
/// <param name="One">The name of one.</param>
/// <param name="Many">The name of several.</param>
/// <param name="Decimals">How many decimals an amount of it is written with.</param>
public sealed record ConversionUnit(string Code, string One, string Many, int Decimals = 2)
{
    /// <summary>A bitcoin.</summary>
    public static ConversionUnit Bitcoin { get; } = new("BTC", "bitcoin", "bitcoins", 8);

    /// <summary>Its hundred-millionth part.</summary>
    public static ConversionUnit Satoshi { get; } = new("SAT", "satoshi", "satoshis", 0) { PerBase = SatoshisPerBitcoin };

    /// <summary>The currency that Bitcoin is priced in.</summary>
    public static ConversionUnit Dollar { get; } = new("USD", "US dollar", "US dollars");

    private static readonly Dictionary<string, ConversionUnit> Currencies = new ConversionUnit[]
    {
        new("EUR", "euro", "euros"),
        new("GBP", "pound sterling", "pounds sterling"),
        new("MXN", "Mexican peso", "Mexican pesos"),
        new("COP", "Colombian peso", "Colombian pesos"),
        new("ARS", "Argentine peso", "Argentine pesos"),
        new("BRL", "Brazilian real", "Brazilian reais"),
        new("JPY", "yen", "yen", 0),
    }.ToDictionary(unit => unit.Code);

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
        (Currencies.GetValueOrDefault(rate.Currency) ?? new(rate.Currency, rate.Currency, rate.Currency)) with { PerBase = rate.PerDollar, Rate = rate };

    /// <summary>An amount of it that was computed: below 1 with four significant digits, where it is not counted in whole satoshis.</summary>
    public string Write(decimal amount) => this == Bitcoin
        ? amount is > 0 and < 0.000_000_005m ? "less than 0.00000001" : amount.ToString("N8", CultureInfo.InvariantCulture)
        : Numbers.Amount(amount, Decimals);

    /// <summary>The name that goes with an amount as it is written.</summary>
    public string NameOf(string written) => decimal.TryParse(written, CultureInfo.InvariantCulture, out var number) && number == 1 ? One : Many;
}
