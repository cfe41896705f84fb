using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.History;

/// <summary>How often something is bought, by the calendar: from 31 January the months lead to 28 February and 31 March.</summary>
public sealed record BuyingRhythm
{
    private readonly Func<DateTimeOffset, int, DateTimeOffset?> _day;
    private readonly Func<string> _words;

    private BuyingRhythm(string code, Func<string> words, Func<DateTimeOffset, int, DateTimeOffset?> day) =>
        (Code, _words, _day) = (code, words, day);

    /// <summary>Only on the first day.</summary>
    public static BuyingRhythm Once { get; } = new("once", () => Texts.RhythmOnce, (first, number) => number == 0 ? first : null);

    /// <summary>Each month on the day of the first, or on the last of a shorter month.</summary>
    public static BuyingRhythm Month { get; } = new("month", () => Texts.RhythmMonth, (first, number) => first.AddMonths(number));

    /// <summary>Every rhythm.</summary>
    public static IReadOnlyList<BuyingRhythm> All { get; } =
    [Once, new("week", () => Texts.RhythmWeek, (first, number) => first.AddDays(7 * number)), Month];

    /// <summary>The codes as one list for display.</summary>
    public static string Codes { get; } = string.Join(", ", All.Select(rhythm => rhythm.Code));

    /// <summary>The code in addresses.</summary>
    public string Code { get; }

    /// <summary>Its name inside a sentence: "each month".</summary>
    public string Words => _words();

    /// <summary>The days from the first one to the last one, ascending.</summary>
    public IEnumerable<DateTimeOffset> Days(DateTimeOffset first, DateTimeOffset last)
    {
        for (var number = 0; _day(first, number) is { } day && day <= last; number++)
        {
            yield return day;
        }
    }
}
