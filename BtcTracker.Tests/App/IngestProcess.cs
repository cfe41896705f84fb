using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>The built ingest in a process of its own.</summary>
internal sealed class IngestProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    : ServiceProcess("BtcTracker.Ingest", environment, arguments)
{
    /// <summary>What it may take to leave.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    /// <summary>Ends it as a platform does.</summary>
    public Task StopAsync() => StopAsync(StopLimit);
}
