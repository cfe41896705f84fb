namespace BtcTracker.Tests.Infrastructure;

/// <summary>A published web in a process of its own, on a port of this machine.</summary>
internal sealed class PublishedWeb(string folder, int port, IReadOnlyDictionary<string, string> environment)
    : ServiceProcess(new FileInfo(Path.Combine(folder, "BtcTracker.Web.dll")), Complete(folder, port, environment))
{
    /// <summary>Its address.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    private static Dictionary<string, string> Complete(string folder, int port, IReadOnlyDictionary<string, string> environment) =>
        new(environment) { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}", ["ASPNETCORE_CONTENTROOT"] = folder };
}
