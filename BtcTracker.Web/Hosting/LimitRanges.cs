namespace BtcTracker.Web.Hosting;

/// <summary>
/// The ranges of section <c>Limits</c>. Compiled into the AppHost too, which refuses a wrong value before anything starts.
/// </summary>
internal static class LimitRanges
{
    private static readonly (string Name, int Least, int Most)[] Ranges =
    [
        ("RequestsPerMinute", 60, 1_000_000_000),
        ("Burst", 1, 1_000_000_000),
        ("Streams", 0, 1_000_000),
        ("StreamsPerClient", 1, 1_000_000),
    ];

    /// <summary>The settings, with their section.</summary>
    public static IReadOnlyList<string> Settings { get; } = [.. Ranges.Select(range => SettingOf(range.Name))];

    /// <summary>Finds the values that are out of their range.</summary>
    /// <param name="valueOf">The value of a setting, given with its section; null takes the default.</param>
    /// <returns>A sentence each.</returns>
    public static IEnumerable<string> FindProblems(Func<string, long?> valueOf) =>
        Ranges
            .Where(range => valueOf(SettingOf(range.Name)) is { } value && (value < range.Least || value > range.Most))
            .Select(range => FormattableString.Invariant($"{SettingOf(range.Name)} must be from {range.Least:N0} to {range.Most:N0}."));

    private static string SettingOf(string name) => $"Limits:{name}";
}
