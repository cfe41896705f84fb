using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>What a rule finds.</summary>
/// <param name="Key">Names it in the state.</param>
/// <param name="Holds">Whether it holds; null where it stays what it was.</param>
/// <param name="Words">The text of the alert when it begins to hold.</param>
internal sealed record AlertCondition(string Key, bool? Holds, AlertWords Words)
{
    /// <summary>The price; null where it is of none.</summary>
    public decimal? Price { get; init; }

    /// <summary>The message. Two processes that notice the same give it the same id.</summary>
    public AlertMessage ToMessage(DateTimeOffset at, DateTimeOffset now)
    {
        var time = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return new($"{Key}@{time}", Key, Words.Title, Words.Text, now) { Price = Price };
    }
}

/// <summary>The words of a message.</summary>
/// <param name="Title">A few words of ASCII.</param>
/// <param name="Text">A sentence.</param>
internal sealed record AlertWords(string Title, string Text);
