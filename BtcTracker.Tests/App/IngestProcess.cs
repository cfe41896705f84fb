using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>The built ingest in a process of its own.</summary>
internal sealed class IngestProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    : ServiceProcess("BtcTracker.Ingest", environment, arguments)
{
    /// <summary>The built program.</summary>
    public static FileInfo Assembly { get; } = AssemblyOf("BtcTracker.Ingest");

    /// <summary>Ends it as a platform does that kills what has not left after five seconds.</summary>
    public Task StopInTimeAsync() => StopAsync().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
}
