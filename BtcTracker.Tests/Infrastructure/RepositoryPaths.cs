using System.Reflection;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>Where the tests find the project and the data outside it.</summary>
internal static class RepositoryPaths
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } =
        typeof(RepositoryPaths)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RepositoryRoot")
            .Value!;

    /// <summary>
    /// What everything is built as, <c>Debug</c> or <c>Release</c>: this assembly is in
    /// <c>BtcTracker.Tests/bin/CONFIGURATION/net10.0</c>.
    /// </summary>
    public static string Configuration { get; } =
        Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;

    /// <summary>
    /// The shared folder with <c>data</c> and <c>fixtures</c>: <c>BTCTRACKER_DATA</c> names its data folder, else it is <c>../shared</c>.
    /// </summary>
    private static string Shared { get; } =
        Environment.GetEnvironmentVariable("BTCTRACKER_DATA") is { Length: > 0 } data
            ? Path.GetFullPath(Path.Combine(data, ".."))
            : Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>Whether this machine has the real prices.</summary>
    public static bool HasRealPrices { get; } = File.Exists(Data("goldens.json"));

    /// <summary>Whether this machine has the recorded bodies.</summary>
    public static bool HasRecordedBodies { get; } = File.Exists(Path.Combine(Fixtures, "errors.index.json"));

    /// <summary>A file of real prices.</summary>
    public static string Data(string fileName) => Path.Combine(Shared, "data", fileName);

    /// <summary>The folder of recorded bodies.</summary>
    public static string Fixtures => Path.Combine(Shared, "fixtures");
}
