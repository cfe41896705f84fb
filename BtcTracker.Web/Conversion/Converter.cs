using BtcTracker.Market;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Conversion;

/// <summary>Converts with the latest price and the rates of a snapshot.</summary>
/// <param name="Latest">The latest quote; null before the first.</param>
/// <param name="Units">What can be converted: bitcoins, satoshis, dollars, and each currency with a current rate.</param>
public sealed record Converter(Quote? Latest, IReadOnlyList<ConversionUnit> Units)
{
    /// <summary>The codes as one list for display.</summary>
    public string Codes => string.Join(", ", Units.Select(unit => unit.Code));

    /// <summary>The converter of a snapshot.</summary>
    public static Converter Of(MarketSnapshot snapshot, DateTimeOffset now) =>
        new(
            snapshot.Latest,
            [
                ConversionUnit.Bitcoin,
                ConversionUnit.Satoshi,
                ConversionUnit.Dollar,
                .. CurrentRates.At(snapshot.Rates, now).Select(ConversionUnit.Of),
            ]
        );

    /// <summary>Finds a unit by its code, in any case; null if it is not offered.</summary>
    public ConversionUnit? Find(string? code) =>
        Units.FirstOrDefault(unit => unit.Code.Equals(code?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a conversion needs Bitcoin's price: from satoshis to bitcoins, or between currencies, none does.</summary>
    public static bool NeedsPrice(ConversionUnit from, ConversionUnit to) => from.IsBitcoin != to.IsBitcoin;

    /// <summary>Converts an amount; null if there is no price yet, or the result overflows.</summary>
    public decimal? Convert(decimal amount, ConversionUnit from, ConversionUnit to)
    {
        try
        {
            return (from.IsBitcoin, to.IsBitcoin) switch
            {
                (true, false) => amount * Latest?.Price * to.PerBase / from.PerBase,
                (false, true) => Latest is { Price: > 0 } latest ? amount * to.PerBase / from.PerBase / latest.Price : null,
                _ when from == to => amount,
                _ => amount * to.PerBase / from.PerBase,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
