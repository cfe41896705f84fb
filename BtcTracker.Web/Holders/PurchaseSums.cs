using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Holders;

/// <summary>The sums of a holder's purchases. They use all digits and are rounded once.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Amount">What was bought, in BTC.</param>
/// <param name="Cost">What was paid, in US dollars.</param>
/// <param name="AveragePrice">What was paid for a bitcoin on average: eight decimals; null without a purchase.</param>
/// <param name="Worth">What it is worth at the price now: two decimals; null where there is no price.</param>
/// <param name="Gain">What was gained; less than zero for a loss.</param>
/// <param name="GainPercent">The gain in percent of what was paid.</param>
public sealed record PurchaseSums(
    int Count,
    decimal Amount,
    decimal Cost,
    decimal? AveragePrice,
    decimal? Worth,
    decimal? Gain,
    decimal? GainPercent
)
{
    /// <summary>Sums up purchases.</summary>
    /// <param name="purchases">The purchases.</param>
    /// <param name="price">The price now; null where there is none.</param>
    public static PurchaseSums Of(IReadOnlyList<HolderPurchase> purchases, decimal? price)
    {
        var (amount, cost) = (purchases.Sum(purchase => purchase.Details.Amount), purchases.Sum(purchase => purchase.Details.Paid));
        var worth = Round(amount * price, 2);
        return new PurchaseSums(
            purchases.Count,
            amount,
            cost,
            amount > 0 ? Round(cost / amount, 8) : null,
            worth,
            Round(worth - cost, 2),
            worth is { } known && cost > 0 ? PriceChange.Percent(cost, known) : null
        );
    }

    private static decimal? Round(decimal? number, int decimals) =>
        number is { } known ? Math.Round(known, decimals, MidpointRounding.AwayFromZero) : null;
}
