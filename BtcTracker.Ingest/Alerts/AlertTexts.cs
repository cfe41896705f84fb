using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>The words of each kind of alert.</summary>
internal static class AlertTexts
{
    /// <summary>A price that reached a line from below.</summary>
    public static AlertWords Above(AlertRule rule, Quote quote) =>
        new(Text($"{quote.Symbol} is above {rule.Limit:#,0.##}"), PriceOf(quote));

    /// <summary>A price that reached a line from above.</summary>
    public static AlertWords Below(AlertRule rule, Quote quote) =>
        new(Text($"{quote.Symbol} is below {rule.Limit:#,0.##}"), PriceOf(quote));

    /// <summary>A change over a day.</summary>
    public static AlertWords Change(Quote quote, decimal change, string direction) =>
        new(Text($"{quote.Symbol} is {direction} {change:0.0#} % in 24 h"), PriceOf(quote));

    /// <summary>A price that is too old.</summary>
    public static AlertWords Stale(DateTimeOffset asOf, TimeSpan age) =>
        new($"The price of {Symbol.BtcUsd} is stale", Text($"The latest price is of {asOf.UtcDateTime:u}, more than {age:c} ago."));

    /// <summary>Slots without a quote.</summary>
    public static AlertWords Gap(long missed, DateTimeOffset since, GapReason reason) =>
        new($"{Symbol.BtcUsd} has a gap", Text($"Slots without a quote since {since.UtcDateTime:u}: {missed} ({reason})."));

    /// <summary>A source that gives no quotes.</summary>
    public static AlertWords SourceOut(SourceStatus source) =>
        new(
            $"The source {source.Name} is out",
            source.LeftOut
                ? "It is left out, because its price strays from the others."
                : $"{source.Outcome}: {source.Reason ?? "it gives no reason."}"
        );

    private static string PriceOf(Quote quote) => Text($"{quote.Price:#,0.00######} from {quote.Source} as of {quote.AsOf.UtcDateTime:u}.");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
