namespace BtcTracker.Web.History;

/// <summary>Bitcoins that were bought, and their worth. Sums use all digits and are rounded once.</summary>
/// <param name="Count">How many purchases there were.</param>
/// <param name="First">The day of the first one's close.</param>
/// <param name="Last">The day of the last one's close.</param>
/// <param name="Paid">What was paid, in dollars.</param>
/// <param name="Bitcoins">What was bought, in bitcoins: eight decimals.</param>
/// <param name="AveragePrice">
/// What was paid for a bitcoin on average, in dollars: eight decimals. Null where the amount rounds to zero.
/// </param>
/// <param name="Worth">What it is worth, in dollars: two decimals.</param>
/// <param name="Moved">How many purchases were due on days whose close is not known, and are made at the next that is.</param>
/// <param name="Pending">How many were due after the last known close, and are not made.</param>
public sealed record Purchases(
    int Count,
    DateTimeOffset First,
    DateTimeOffset Last,
    decimal Paid,
    decimal Bitcoins,
    decimal? AveragePrice,
    decimal Worth,
    int Moved,
    int Pending
)
{
    /// <summary>What was gained, in dollars; less than zero for a loss.</summary>
    public decimal Gain => Worth - Paid;

    /// <summary>The gain in percent of what was paid.</summary>
    public decimal? GainPercent => PriceChange.Percent(Paid, Worth);

    /// <summary>Buys for an amount on each of some days; null where no close is known on or after the first.</summary>
    /// <param name="closes">The closes to buy at.</param>
    /// <param name="amount">What each purchase costs, in dollars.</param>
    /// <param name="days">When they are due, ascending.</param>
    /// <param name="price">The price that everything is valued at.</param>
    public static Purchases? Make(KnownCloses closes, decimal amount, IEnumerable<DateTimeOffset> days, decimal price)
    {
        var due = days.Select(day => (Day: day, Close: closes.OnOrAfter(day))).ToList();
        var made = due.Where(purchase => purchase.Close is not null).Select(purchase => (purchase.Day, Close: purchase.Close!)).ToList();
        if (made.Count == 0)
        {
            return null;
        }

        var (paid, bitcoins) = (amount * made.Count, made.Sum(purchase => amount / purchase.Close.Close));
        return new Purchases(
            made.Count,
            made[0].Close.OpenTime,
            made[^1].Close.OpenTime,
            paid,
            Round(bitcoins, 8),
            bitcoins > 0 ? Round(paid / bitcoins, 8) : null,
            Round(bitcoins * price, 2),
            made.Count(purchase => purchase.Close.OpenTime != purchase.Day),
            due.Count - made.Count
        );
    }

    private static decimal Round(decimal number, int decimals) => Math.Round(number, decimals, MidpointRounding.AwayFromZero);
}
