using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>Everything that a process logs, in one place.</summary>
internal sealed class SharedLogProvider(ILogger log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => log;

    public void Dispose()
    {
        // The log outlives the process.
    }
}
