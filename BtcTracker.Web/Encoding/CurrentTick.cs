using BtcTracker.Market;

namespace BtcTracker.Web.Encoding;

/// <summary>Holds the latest live tick, and whether anybody wants one: while nobody does, the store is not read.</summary>
public sealed class CurrentTick(CurrentSnapshot current, TimeProvider clock)
{
    /// <summary>Longer than the time between two heartbeats of a stream, at each of which its viewers want a tick.</summary>
    private static readonly TimeSpan LongestWant = TimeSpan.FromSeconds(30);

    private TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServedTick? _served;
    private long _wantedUntil;

    /// <summary>Raised after each new tick, on the writer's thread; handlers must be quick.</summary>
    public event EventHandler? Changed;

    /// <summary>The latest tick; null where none is newer than the latest quote.</summary>
    public ServedTick? Value => Volatile.Read(ref _served) is { } served && served.IsNewerThan(current.Value) ? served : null;

    /// <summary>Whether anybody wanted a tick lately.</summary>
    public bool IsWanted => clock.GetUtcNow().UtcTicks < Volatile.Read(ref _wantedUntil);

    /// <summary>Completes at the end of the next store read.</summary>
    public Task NextLook => Volatile.Read(ref _looked).Task;

    /// <summary>Requests ticks for some time.</summary>
    public void Want()
    {
        Volatile.Write(ref _wantedUntil, (clock.GetUtcNow() + LongestWant).UtcTicks);
        Volatile.Read(ref _wanted).TrySetResult();
    }

    /// <summary>Completes once somebody wants a tick.</summary>
    public Task WhenWantedAsync(CancellationToken cancellationToken)
    {
        if (IsWanted)
        {
            return Task.CompletedTask;
        }

        var wanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _wanted, wanted);
        return IsWanted ? Task.CompletedTask : wanted.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Publishes the result of a store read.</summary>
    /// <param name="tick">The stored tick, which may be old; null where there is none, or the store does not answer.</param>
    public void Take(Tick? tick)
    {
        var snapshot = current.Value;
        if (tick is not null && tick != _served?.Tick && snapshot.Latest is not null)
        {
            Volatile.Write(ref _served, new ServedTick(tick, snapshot));
            Changed?.Invoke(this, EventArgs.Empty);
        }

        Interlocked.Exchange(ref _looked, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
