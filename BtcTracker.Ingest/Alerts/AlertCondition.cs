using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>The result of evaluating a rule.</summary>
/// <param name="Key">Its key in the state.</param>
/// <param name="Holds">Whether it holds; null if it is unchanged.</param>
/// <param name="Content">The text of the alert when it begins to hold.</param>
internal sealed record AlertCondition(string Key, bool? Holds, AlertContent Content)
{
    /// <summary>The price; null if the condition is not about a price.</summary>
    public decimal? Price { get; init; }

    /// <summary>Creates the message. Two processes that detect the same event create the same id.</summary>
    public AlertMessage ToMessage(DateTimeOffset at, DateTimeOffset now)
    {
        var time = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return new($"{Key}@{time}", Key, Content.Title, Content.Text, now) { Price = Price };
    }
}

/// <summary>The text of a message.</summary>
/// <param name="Title">A short title, ASCII only.</param>
/// <param name="Text">The details, in a sentence.</param>
internal sealed record AlertContent(string Title, string Text);
