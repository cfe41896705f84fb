namespace BtcTracker.Tests.Infrastructure;

/// <summary>The built web in a process of its own, on a port of this machine.</summary>
internal sealed class WebProcess(int port, IReadOnlyDictionary<string, string> environment)
    : ServiceProcess("BtcTracker.Web", Complete(port, environment))
{
    /// <summary>What a platform gives it to leave.</summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(120);

    /// <summary>Its address.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort() => FreePorts.Take();

    private static Dictionary<string, string> Complete(int port, IReadOnlyDictionary<string, string> environment) =>
        new(environment)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ASPNETCORE_CONTENTROOT"] = Path.Combine(RepositoryPaths.Root, "BtcTracker.Web"),
        };
}
