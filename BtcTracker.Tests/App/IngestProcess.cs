using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>
/// The built ingest in a process of its own; with <c>BTCTRACKER_INGEST</c> another build of it, such as a published native one.
/// </summary>
internal sealed class IngestProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    : ServiceProcess(Program, environment, arguments)
{
    /// <summary>The built program.</summary>
    public static FileInfo Program { get; } =
        Environment.GetEnvironmentVariable("BTCTRACKER_INGEST") is { Length: > 0 } path
            ? new FileInfo(path)
            : AssemblyOf("BtcTracker.Ingest");

    /// <summary>Ends it as a platform does that kills what has not left after five seconds.</summary>
    public Task StopInTimeAsync() => StopAsync().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
}
