using System.Reflection;

namespace BtcTracker.Benchmarks;

/// <summary>The paths of the project's parts.</summary>
internal static class Paths
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>This program.</summary>
    public static string Self { get; } = typeof(Paths).Assembly.Location;

    /// <summary>The web project as it is deployed.</summary>
    /// <exception cref="BenchmarkException">This is not a release build; only that publishes it.</exception>
    public static string Web =>
        Beside("web/BtcTracker.Web.dll") is var path && File.Exists(path)
            ? path
            : throw new BenchmarkException(
                "Only a release build is measured: dotnet run -c Release --project bench/BtcTracker.Benchmarks -- server"
            );

    /// <summary>A file that is copied beside this program.</summary>
    public static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static string Metadata(string key) =>
        typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
