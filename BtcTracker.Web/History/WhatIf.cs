namespace BtcTracker.Web.History;

/// <summary>A question: the worth of bitcoins bought for an amount since a day.</summary>
/// <param name="Amount">What each purchase costs, in dollars.</param>
/// <param name="Every">How often one is made.</param>
/// <param name="Since">The day of the first, midnight UTC.</param>
public sealed record WhatIfQuestion(decimal Amount, BuyingRhythm Every, DateTimeOffset Since);

/// <summary>The answer: what was bought, and beside it the same sum spent on the first day.</summary>
/// <param name="Bought">The purchases in question.</param>
/// <param name="Lump">Their whole cost spent on the first day; null for a single purchase.</param>
public sealed record WhatIf(Purchases Bought, Purchases? Lump)
{
    /// <summary>Answers from stored closes; null if no close is known since the day, or a sum overflows.</summary>
    /// <param name="closes">The closes to buy at.</param>
    /// <param name="now">Now; the last possible purchase is on the day before.</param>
    /// <param name="price">The price that everything is valued at.</param>
    /// <param name="question">The question.</param>
    public static WhatIf? Of(KnownCloses closes, DateTimeOffset now, decimal price, WhatIfQuestion question)
    {
        try
        {
            var yesterday = Market.Interval.OneDay.OpenTimeOf(now).AddDays(-1);
            var bought = Purchases.Make(closes, question.Amount, question.Every.Days(question.Since, yesterday), price);
            return bought is null
                ? null
                : new WhatIf(bought, bought.Count > 1 ? Purchases.Make(closes, bought.Paid, [question.Since], price) : null);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
