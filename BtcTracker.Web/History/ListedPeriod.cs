using BtcTracker.Market;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.History;

/// <summary>The period of a row of the listed history: a day, a week or a month.</summary>
public sealed record ListedPeriod
{
    private readonly Func<string> _name;
    private readonly Func<DateTimeOffset, DateTimeOffset> _startOf;
    private readonly Func<DateTimeOffset, DateTimeOffset> _startAfter;

    private ListedPeriod(
        string code,
        Func<string> name,
        string format,
        Interval interval,
        Func<DateTimeOffset, DateTimeOffset> startOf,
        Func<DateTimeOffset, DateTimeOffset> startAfter
    ) => (Code, _name, Format, Interval, _startOf, _startAfter) = (code, name, format, interval, startOf, startAfter);

    /// <summary>Days, and the page's own choice.</summary>
    public static ListedPeriod Day { get; } =
        new("1d", () => Texts.Day, "d MMM yyyy", Interval.OneDay, Interval.OneDay.OpenTimeOf, start => start.AddDays(1));

    /// <summary>Every period, the shortest first.</summary>
    public static IReadOnlyList<ListedPeriod> All { get; } =
    [
        Day,
        new("1w", () => Texts.Week, "d MMM yyyy", Interval.OneWeek, Interval.OneWeek.OpenTimeOf, start => start.AddDays(7)),
        new(
            "1mo",
            () => Texts.Month,
            "MMM yyyy",
            Interval.OneDay,
            open => new DateTimeOffset(open.Year, open.Month, 1, 0, 0, 0, TimeSpan.Zero),
            start => start.AddMonths(1)
        ),
    ];

    /// <summary>The code in addresses.</summary>
    public string Code { get; }

    /// <summary>Its name.</summary>
    public string Name => _name();

    /// <summary>How its start is written.</summary>
    public string Format { get; }

    /// <summary>The API's interval that gives the same rows; for months, which it has not, the days that they are made of.</summary>
    public Interval Interval { get; }

    /// <summary>Whether the API has the same rows.</summary>
    public bool IsInterval => Interval.Code == Code;

    /// <summary>The start of the period that an instant falls in.</summary>
    public DateTimeOffset StartOf(DateTimeOffset instant) => _startOf(instant);

    /// <summary>The start of the period after the one that starts at an instant.</summary>
    public DateTimeOffset StartAfter(DateTimeOffset start) => _startAfter(start);
}
