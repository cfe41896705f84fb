using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.History;

/// <summary>A span of history that the page and the API offer, back from now by the calendar: a month is a month, not 30 days.</summary>
public sealed record HistoryRange
{
    /// <summary>How many rows a range has at most.</summary>
    public const int MostRows = 2_400;

    private readonly Func<DateTimeOffset, DateTimeOffset?> _startBefore;
    private readonly Func<string> _label;
    private readonly Func<string> _words;

    private HistoryRange(
        string code,
        Func<string> words,
        Interval interval,
        Func<DateTimeOffset, DateTimeOffset?> startBefore,
        Func<string>? label = null
    ) =>
        (Code, _label, Parameters, _words, Interval, _startBefore) = (
            code,
            label ?? (() => code),
            [KeyValuePair.Create("range", code)],
            words,
            interval,
            startBefore
        );

    /// <summary>One day, and the page's own choice.</summary>
    public static HistoryRange OneDay { get; } = new("1D", () => Texts.RangeDay, Interval.FiveMinutes, now => now.AddDays(-1));

    /// <summary>Every range, the shortest first.</summary>
    public static IReadOnlyList<HistoryRange> All { get; } =
    [
        OneDay,
        new("7D", () => Texts.RangeWeek, Interval.FiveMinutes, now => now.AddDays(-7)),
        new("1M", () => Texts.RangeMonth, Interval.OneHour, now => now.AddMonths(-1)),
        new("3M", () => Texts.RangeQuarter, Interval.OneHour, now => now.AddMonths(-3)),
        new("1Y", () => Texts.RangeYear, Interval.FourHours, now => now.AddYears(-1)),
        new("5Y", () => Texts.RangeFiveYears, Interval.OneDay, now => now.AddYears(-5)),
        new("ALL", () => Texts.RangeAll, Interval.OneWeek, _ => null),
    ];

    /// <summary>The codes as one list for a reader: <c>1D, 7D, …</c>.</summary>
    public static string Codes { get; } = string.Join(", ", All.Select(range => range.Code));

    /// <summary>The code in addresses: <c>1D</c>, <c>ALL</c>; <c>dates</c> for one between two dates.</summary>
    public string Code { get; }

    /// <summary>Its short name beside a number: its code, or the dates.</summary>
    public string Label => _label();

    /// <summary>The parameters of a query that choose it: <c>range=1D</c>, <c>from=2020-01-31&amp;to=2020-02-29</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; private init; }

    /// <summary>Those parameters as a query: <c>?range=1D</c>.</summary>
    public string Query => "?" + string.Join('&', Parameters.Select(part => $"{part.Key}={part.Value}"));

    /// <summary>Where the range ends, exclusive; null for one that ends now.</summary>
    public DateTimeOffset? End { get; private init; }

    /// <summary>Whether it lies between two dates that a reader chose.</summary>
    public bool IsOfDates => Code == "dates";

    /// <summary>Whether it is all known time.</summary>
    public bool IsAll => this == All[^1];

    /// <summary>The range inside a sentence: "the last 7 days".</summary>
    public string Words => _words();

    /// <summary>The interval that shows it in at most 2,400 rows; a coarser one is used if this one has too few candles.</summary>
    public Interval Interval { get; }

    /// <summary>A range between two UTC days, both of them included.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day; null for one that ends now.</param>
    /// <param name="now">Now.</param>
    public static HistoryRange Between(DateOnly from, DateOnly? to, DateTimeOffset now)
    {
        var (start, end) = (StartOf(from), to is { } last ? StartOf(last).AddDays(1) : (DateTimeOffset?)null);
        Func<string> words = to is { } until
            ? () => Texts.RangeBetween.With(Day(from), Day(until))
            : () => Texts.RangeSince.With(Day(from));
        Func<string> label = to is { } ending ? () => $"{Day(from)} – {Day(ending)}" : () => Texts.RangeSinceLabel.With(Day(from));
        return new("dates", words, IntervalFor((end ?? now) - start), _ => start, label)
        {
            Parameters =
            [
                KeyValuePair.Create("from", Iso(from)),
                .. to is { } ended ? [KeyValuePair.Create("to", Iso(ended))] : Array.Empty<KeyValuePair<string, string>>(),
            ],
            End = end,
        };
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", Language.Current.Formats);

    /// <summary>The finest interval that shows a length in at most 2,400 rows.</summary>
    private static Interval IntervalFor(TimeSpan length) =>
        Interval.All.FirstOrDefault(interval => length / interval.Length <= MostRows, Interval.OneWeek);

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
