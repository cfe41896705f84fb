using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BtcTracker.AppHost.Running;

/// <summary>Follows a resource's states and detects when its process ends without having been stopped.</summary>
internal sealed class SupervisedResource(IResource resource, TimeProvider clock)
{
    private readonly RestartPolicy _policy = new();
    private string? _state;
    private long _startedAt = clock.GetTimestamp();
    private bool _isStopping;

    /// <summary>The resource of the app model.</summary>
    public IResource Resource => resource;

    /// <summary>Whether it has ever been healthy.</summary>
    public bool WasHealthy { get; private set; }

    /// <summary>The number of consecutive ends.</summary>
    public int EndsInARow => _policy.EndsInARow;

    /// <summary>Processes a published state.</summary>
    /// <returns>Whether its process has just ended, or failed to start, without having been stopped.</returns>
    public bool HasEnded(CustomResourceSnapshot snapshot)
    {
        WasHealthy |= snapshot.HealthStatus is HealthStatus.Healthy;
        var (before, now) = (_state, snapshot.State?.Text);
        _state = now;
        if (now == before)
        {
            return false;
        }

        if (now == KnownResourceStates.Running)
        {
            _startedAt = clock.GetTimestamp();
        }

        // The stop command of the dashboard, or of Reset the store, goes through Stopping; a crash does not.
        _isStopping = now == KnownResourceStates.Stopping || (_isStopping && IsTerminal(now));
        return IsTerminal(now) && !IsTerminal(before) && !_isStopping;
    }

    /// <summary>How long to wait before a restart; null for no restart.</summary>
    public TimeSpan? DelayBeforeRestart() => _policy.DelayAfterEnd(clock.GetElapsedTime(_startedAt), WasHealthy);

    private static bool IsTerminal(string? state) => state is not null && KnownResourceStates.TerminalStates.Contains(state);
}
