using System.Reflection;

namespace BtcTracker.Benchmarks;

/// <summary>Where the project's parts stand.</summary>
internal static class Paths
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>This program.</summary>
    public static string Self { get; } = typeof(Paths).Assembly.Location;

    /// <summary>The web project, built as this one is.</summary>
    public static string Web { get; } = Path.Combine(Root, "BtcTracker.Web", "bin", Metadata("Configuration"), "net10.0", "BtcTracker.Web.dll");

    /// <summary>A file that is copied beside this program.</summary>
    public static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static string Metadata(string key) =>
        typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
