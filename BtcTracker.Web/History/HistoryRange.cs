using System.Diagnostics.CodeAnalysis;
using BtcTracker.Market;

namespace BtcTracker.Web.History;

/// <summary>A span of history that the page and the API offer, back from now by the calendar: a month is a month, not 30 days.</summary>
public sealed record HistoryRange
{
    private readonly Func<DateTimeOffset, DateTimeOffset?> _startBefore;

    private HistoryRange(string code, string words, Interval interval, Func<DateTimeOffset, DateTimeOffset?> startBefore) =>
        (Code, Query, Words, Interval, _startBefore) = (code, $"?range={code}", words, interval, startBefore);

    /// <summary>One day, and the page's own choice.</summary>
    public static HistoryRange OneDay { get; } = new("1D", "the last 24 hours", Interval.FiveMinutes, now => now.AddDays(-1));

    /// <summary>Every range, the shortest first.</summary>
    public static IReadOnlyList<HistoryRange> All { get; } =
    [
        OneDay,
        new("7D", "the last 7 days", Interval.FiveMinutes, now => now.AddDays(-7)),
        new("1M", "the last month", Interval.OneHour, now => now.AddMonths(-1)),
        new("3M", "the last 3 months", Interval.OneHour, now => now.AddMonths(-3)),
        new("1Y", "the last year", Interval.FourHours, now => now.AddYears(-1)),
        new("5Y", "the last 5 years", Interval.OneDay, now => now.AddYears(-5)),
        new("ALL", "all known time", Interval.OneWeek, _ => null),
    ];

    /// <summary>The codes as one list for a reader: <c>1D, 7D, …</c>.</summary>
    public static string Codes { get; } = string.Join(", ", All.Select(range => range.Code));

    /// <summary>The code in addresses: <c>1D</c>, <c>ALL</c>.</summary>
    public string Code { get; }

    /// <summary>The query that chooses it: <c>?range=1D</c>.</summary>
    public string Query { get; }

    /// <summary>The range inside a sentence: "the last 7 days".</summary>
    public string Words { get; }

    /// <summary>The interval that shows it in at most 2,400 rows; a coarser one stands in where this one has too few candles.</summary>
    public Interval Interval { get; }

    /// <summary>Where the range starts; null for all that is known.</summary>
    public DateTimeOffset? StartBefore(DateTimeOffset now) => _startBefore(now);

    /// <summary>Finds a range by its code; upper and lower case differ.</summary>
    public static bool TryParse(string? code, [NotNullWhen(true)] out HistoryRange? range)
    {
        range = All.FirstOrDefault(known => known.Code == code);
        return range is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Code;
}
