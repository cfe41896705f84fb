using System.Reflection;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>Where the tests find the project and the data that stands outside it.</summary>
internal static class RepositoryPaths
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = typeof(RepositoryPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>What everything is built as, <c>Debug</c> or <c>Release</c>: this assembly stands in <c>BtcTracker.Tests/bin/CONFIGURATION/net10.0</c>.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;

    /// <summary>The shared folder with <c>data</c> and <c>fixtures</c>: <c>BTCTRACKER_DATA</c> names its data folder, else it is <c>../shared</c>.</summary>
    private static string Shared { get; } = Environment.GetEnvironmentVariable("BTCTRACKER_DATA") is { Length: > 0 } data
        ? Path.GetFullPath(Path.Combine(data, ".."))
        : Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>A file of real prices; the test is skipped with the reason where it is absent.</summary>
    public static string Data(string fileName) => Existing(Path.Combine(Shared, "data", fileName));

    /// <summary>A recorded body; the test is skipped with the reason where it is absent.</summary>
    public static string Fixture(string fileName) => Existing(Path.Combine(Shared, "fixtures", fileName));

    /// <summary>The names of all recorded bodies; the test is skipped with the reason where they are absent.</summary>
    public static IEnumerable<string> Fixtures() =>
        Directory.EnumerateFiles(Path.GetDirectoryName(Fixture("README.md"))!, "*.json").Select(path => Path.GetFileName(path));

    private static string Existing(string path)
    {
        Assert.SkipUnless(File.Exists(path), $"{path} is not here; set BTCTRACKER_DATA to the folder with the recorded prices.");
        return path;
    }
}
