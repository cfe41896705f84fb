using System.Globalization;
using System.Text.RegularExpressions;

namespace BtcTracker.Deploy.Options;

/// <summary>Between how many tasks scaling chooses.</summary>
/// <param name="Fewest">At least so many.</param>
/// <param name="Most">At most so many.</param>
internal sealed partial record TaskCount(int Fewest, int Most)
{
    /// <summary>The option's valid values.</summary>
    public const string Allowed = "FEWEST..MOST, such as 2..10, from 1 to 1000";

    /// <summary>Two, so that one can fail, to ten.</summary>
    public static TaskCount Default { get; } = new(2, 10);

    /// <summary>Parses <c>2..10</c>; null if it is something else.</summary>
    public static TaskCount? Find(string? text) =>
        Pattern().Match(text ?? "") is { Success: true } match
        && new TaskCount(Number(match, "fewest"), Number(match, "most")) is { Fewest: >= 1, Most: <= 1000 } count
        && count.Fewest <= count.Most
            ? count
            : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<fewest>[0-9]{1,4})\.\.(?<most>[0-9]{1,4})\z")]
    private static partial Regex Pattern();
}
