namespace BtcTracker.Tests.Faults.Runs;

/// <summary>
/// The steps of a process that the framework takes on another thread, which is where a cancelled delay goes on. The run waits for
/// each, in real time, so that it still takes one step after the other.
/// </summary>
internal sealed class CancelledDelays
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly AsyncLocal<CancelledDelays?> _inside;
    private int _expected;
    private int _seen;

    public CancelledDelays() =>
        _inside = new AsyncLocal<CancelledDelays?>(change =>
        {
            // A thread leaves what belongs to the process.
            if (change is { ThreadContextChanged: true, CurrentValue: null } && !RunDriver.IsHere)
            {
                Interlocked.Increment(ref _seen);
            }
        });

    /// <summary>Does something as the process.</summary>
    public void Inside(Action action)
    {
        var before = _inside.Value;
        _inside.Value = this;
        action();
        _inside.Value = before;
    }

    /// <summary>A delay was cancelled.</summary>
    public void Expect() => Interlocked.Increment(ref _expected);

    /// <summary>
    /// Something was posted; from another thread, and not from inside the process, that is all that a cancelled delay does.
    /// </summary>
    public void Posted()
    {
        if (!RunDriver.IsHere && _inside.Value is null)
        {
            Interlocked.Increment(ref _seen);
        }
    }

    /// <summary>Waits for the other threads.</summary>
    public void Settle() =>
        Assert.True(
            SpinWait.SpinUntil(() => Volatile.Read(ref _seen) >= Volatile.Read(ref _expected), LongestWait),
            "A delay that was cancelled does not go on."
        );

    /// <summary>Asserts that nothing else went on in another thread.</summary>
    public void AssertNoOther() => Assert.Equal(_expected, _seen);
}
