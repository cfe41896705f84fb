namespace BtcTracker.Tests.Infrastructure;

/// <summary>A clock that starts at an instant and goes on from there.</summary>
internal sealed class DayClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _started = System.GetTimestamp();

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_started);
}
