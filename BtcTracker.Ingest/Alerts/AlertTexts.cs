using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>The texts of each kind of alert.</summary>
internal static class AlertTexts
{
    /// <summary>A price that reached a limit from below.</summary>
    public static AlertContent Above(AlertRule rule, Quote quote) =>
        new(Text($"{quote.Symbol} is above {rule.Limit:#,0.##}"), PriceOf(quote));

    /// <summary>A price that reached a limit from above.</summary>
    public static AlertContent Below(AlertRule rule, Quote quote) =>
        new(Text($"{quote.Symbol} is below {rule.Limit:#,0.##}"), PriceOf(quote));

    /// <summary>A change over a day.</summary>
    public static AlertContent Change(Quote quote, decimal change, string direction) =>
        new(Text($"{quote.Symbol} is {direction} {change:0.0#} % in 24 h"), PriceOf(quote));

    /// <summary>A price that is too old.</summary>
    public static AlertContent Stale(DateTimeOffset asOf, TimeSpan age) =>
        new($"The price of {Symbol.BtcUsd} is stale", Text($"The latest price is of {asOf.UtcDateTime:u}, more than {age:c} ago."));

    /// <summary>Slots without a quote.</summary>
    public static AlertContent Gap(long missed, DateTimeOffset since, GapReason reason) =>
        new($"{Symbol.BtcUsd} has a gap", Text($"Slots without a quote since {since.UtcDateTime:u}: {missed} ({reason})."));

    /// <summary>A source that returns no quotes.</summary>
    public static AlertContent SourceOut(SourceStatus source) =>
        new(
            $"The source {source.Name} is out",
            source.LeftOut
                ? "It is excluded, because its price deviates from the others."
                : $"{source.Outcome}: {source.Reason ?? "no reason given."}"
        );

    private static string PriceOf(Quote quote) => Text($"{quote.Price:#,0.00######} from {quote.Source} as of {quote.AsOf.UtcDateTime:u}.");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
