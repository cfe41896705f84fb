using System.Globalization;
using System.Text.RegularExpressions;

namespace BtcTracker.Deploy.Options;

/// <summary>One field of EventBridge's cron expressions.</summary>
internal sealed partial record CronField(string Name, int First, int Last, string[] Words, string Special)
{
    public const int DayOfMonth = 2;
    public const int DayOfWeek = 4;

    public static IReadOnlyList<CronField> All { get; } =
    [
        new("minutes", 0, 59, [], ""),
        new("hours", 0, 23, [], ""),
        new("day-of-month", 1, 31, [], "?LW"),
        new("month", 1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], ""),
        new("day-of-week", 1, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], "?L#"),
        new("year", 1970, 2199, [], ""),
    ];

    /// <summary>Why the field is not valid; null if it is.</summary>
    public string? Problem(string text) =>
        IsWholeField(text) || text.Split(',').All(IsPart)
            ? null
            : $"{Name} '{text}' is not allowed: take {First} to {Last}{(Words.Length > 0 ? $", {Words[0]} to {Words[^1]}" : "")}, *, a "
                + "list a,b, a range a-b or steps a/b.";

    // What no list may hold.
    private bool IsWholeField(string text) =>
        text == "*" || (text == "?" && Special.Contains('?', StringComparison.Ordinal)) || IsSpecial(text);

    private bool IsPart(string part)
    {
        var match = PartPattern().Match(part);
        return match.Success
            && IsValue(match.Groups["from"].Value, allowStar: match.Groups["step"].Success)
            && (!match.Groups["to"].Success || IsRange(match.Groups["from"].Value, match.Groups["to"].Value))
            && (!match.Groups["step"].Success || Number(match.Groups["step"].Value) is > 0 and var step && step <= Last);
    }

    // L: the last day; 3W: the workday nearest to the 3rd; 6#3: the third Friday.
    private bool IsSpecial(string part) =>
        (
            Special.Contains('L', StringComparison.Ordinal)
            && (
                part == "L"
                || (part.EndsWith('L') && Special.Contains('#', StringComparison.Ordinal) && IsValue(part[..^1], allowStar: false))
            )
        )
        || (
            Special.Contains('W', StringComparison.Ordinal)
            && (part == "LW" || (part.EndsWith('W') && IsValue(part[..^1], allowStar: false)))
        )
        || (
            Special.Contains('#', StringComparison.Ordinal)
            && part.Split('#') is [var day, var week]
            && IsValue(day, allowStar: false)
            && Number(week) is >= 1 and <= 5
        );

    private bool IsRange(string from, string to) =>
        IsValue(to, allowStar: false) && ValueOf(from) is { } first && ValueOf(to) is { } last && first <= last;

    private bool IsValue(string text, bool allowStar) =>
        (allowStar && text == "*") || ValueOf(text) is { } value && value >= First && value <= Last;

    private int? ValueOf(string text) => Array.IndexOf(Words, text.ToUpperInvariant()) is >= 0 and var index ? First + index : Number(text);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(?<from>\*|[0-9A-Za-z]+)(?:-(?<to>[0-9A-Za-z]+))?(?:/(?<step>[0-9]+))?\z")]
    private static partial Regex PartPattern();
}
