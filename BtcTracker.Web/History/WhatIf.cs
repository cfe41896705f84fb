namespace BtcTracker.Web.History;

/// <summary>What is asked: what bitcoins would be worth that were bought for an amount since a day.</summary>
/// <param name="Amount">What each purchase costs, in dollars.</param>
/// <param name="Every">How often one is made.</param>
/// <param name="Since">The day of the first, midnight UTC.</param>
public sealed record WhatIfQuestion(decimal Amount, BuyingRhythm Every, DateTimeOffset Since);

/// <summary>The answer: what was bought, and beside it the same sum spent on the first day.</summary>
/// <param name="Bought">The purchases that were asked about.</param>
/// <param name="Lump">All of what they cost spent on the first day; null where they are one purchase.</param>
public sealed record WhatIf(Purchases Bought, Purchases? Lump)
{
    /// <summary>Answers by stored closes; null where no close is known since the day, or a sum is larger than any number here.</summary>
    /// <param name="closes">The closes to buy at.</param>
    /// <param name="now">The day of the last purchase at most is the one before this instant's.</param>
    /// <param name="price">The price that all is worth by.</param>
    /// <param name="question">What is asked.</param>
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
