using BtcTracker.Market;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Contracts;

/// <summary>
/// The present worth of bitcoins bought for US dollars in the past at the stored closes of UTC days; without fees and taxes.
/// </summary>
/// <param name="Symbol">The pair: <c>BTC-USD</c>.</param>
/// <param name="Currency">The currency of all sums and prices: <c>USD</c>.</param>
/// <param name="Amount">What each purchase costs, in US dollars.</param>
/// <param name="Every">How often one is made: <c>once</c>, <c>week</c> or <c>month</c>.</param>
/// <param name="Since">The UTC day of the first.</param>
/// <param name="Price">The latest price in US dollars, which everything is valued at.</param>
/// <param name="AsOf">The source's own time of that price, UTC.</param>
/// <param name="Source">Where it came from; in demo and replay with that word before it.</param>
/// <param name="IsStale">Whether that price is older than it should be.</param>
/// <param name="Bought">What was bought.</param>
/// <param name="Lump">The same sum spent on the first day; null where there is one purchase.</param>
public sealed record WhatIfBody(
    string Symbol,
    string Currency,
    decimal Amount,
    string Every,
    DateOnly Since,
    decimal Price,
    DateTime AsOf,
    string Source,
    bool IsStale,
    PurchasesBody Bought,
    PurchasesBody? Lump
)
{
    /// <summary>The body of a result.</summary>
    public static WhatIfBody Of(WhatIfQuestion question, WhatIf answer, Quote latest, bool isStale) =>
        new(
            Market.Symbol.BtcUsd.ToString(),
            "USD",
            question.Amount,
            question.Every.Code,
            PurchasesBody.Day(question.Since),
            latest.Price,
            latest.AsOf.UtcDateTime,
            latest.Source,
            isStale,
            PurchasesBody.Of(answer.Bought),
            answer.Lump is { } lump ? PurchasesBody.Of(lump) : null
        );
}

/// <summary>Purchases and what they are worth.</summary>
/// <param name="Purchases">How many there were.</param>
/// <param name="FirstDay">The UTC day of the first one's close.</param>
/// <param name="LastDay">The UTC day of the last one's close.</param>
/// <param name="Paid">What was paid, in US dollars.</param>
/// <param name="Bitcoins">What was bought, in bitcoins.</param>
/// <param name="AveragePrice">What was paid for a bitcoin on average, in US dollars.</param>
/// <param name="Worth">What it is worth now, in US dollars.</param>
/// <param name="Gain">What was gained, in US dollars; less than zero for a loss.</param>
/// <param name="GainPercent">The gain in percent of what was paid.</param>
/// <param name="Moved">
/// How many purchases were due on days whose close is not known; they are made at the close of the next day that is.
/// </param>
/// <param name="Pending">How many were due after the last known close; they are not made.</param>
public sealed record PurchasesBody(
    int Purchases,
    DateOnly FirstDay,
    DateOnly LastDay,
    decimal Paid,
    decimal Bitcoins,
    decimal? AveragePrice,
    decimal Worth,
    decimal Gain,
    decimal? GainPercent,
    int Moved,
    int Pending
)
{
    /// <summary>The body of purchases.</summary>
    public static PurchasesBody Of(Purchases made) =>
        new(
            made.Count,
            Day(made.First),
            Day(made.Last),
            made.Paid,
            made.Bitcoins,
            made.AveragePrice,
            made.Worth,
            made.Gain,
            made.GainPercent,
            made.Moved,
            made.Pending
        );

    internal static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
