namespace BtcTracker.Tests.Infrastructure;

/// <summary>
/// The price files that tests read: <see cref="Generated"/> ones everywhere, and <see cref="Real"/> ones where this machine has them.
/// Both span the same hours (2024-01-01 to 2025-07-31) and days (2010-07-17 to 2026-08-12).
/// </summary>
internal static class PriceFiles
{
    public const string Generated = "generated";
    public const string Real = "real";

    private const string HoursName = "btc-usd-hourly-coinbase-2024-2025.csv";
    private const string DaysName = "btc-usd-daily.csv";

    private static readonly Lazy<string> GeneratedHours = new(() => Write("generated-hours.csv", GeneratedPrices.HourRows()));
    private static readonly Lazy<string> GeneratedDays = new(() => Write("generated-days.csv", GeneratedPrices.DayRows()));

    /// <summary>The sets that are here.</summary>
    public static TheoryData<string> Sets { get; } = RepositoryPaths.HasRealPrices ? [Generated, Real] : [Generated];

    /// <summary>The same for tests that take seconds with each: the real one where slow tests are wanted.</summary>
    public static TheoryData<string> SlowSets { get; } = SlowTests.AreWanted ? Sets : [Generated];

    /// <summary>The real set where it is here.</summary>
    public static string MostReal => RepositoryPaths.HasRealPrices ? Real : Generated;

    /// <summary>The file of hours, as <c>Market:ReplayFile</c> takes it.</summary>
    public static string Hours(string set) => set == Real ? RepositoryPaths.Data(HoursName) : GeneratedHours.Value;

    /// <summary>
    /// The file of days, as <c>import</c> takes it: at first without volumes, then with volumes in dollars, then in bitcoins.
    /// </summary>
    public static string Days(string set) => set == Real ? RepositoryPaths.Data(DaysName) : GeneratedDays.Value;

    // Another process of the tests may be writing the same file.
    private static string Write(string name, IEnumerable<string> rows)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name);
        var written = $"{path}.{Environment.ProcessId}";
        File.WriteAllLines(written, rows);
        File.Move(written, path, overwrite: true);
        return path;
    }
}
