using System.Collections.Concurrent;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>
/// Runs what the processes of a run have posted, in order, on the run's own thread: with a clock that only the run moves, the same
/// happens in the same order every time, however busy the machine is.
/// </summary>
internal sealed class Pump : IDisposable
{
    // Real time, for the one step that the framework takes on another thread: the end of a worker that did not stop in time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<(ProcessContext Context, SendOrPostCallback Callback, object? State)> _posted = [];

    /// <summary>A context for one process.</summary>
    public ProcessContext NewContext(ProcessClock clock) => new(this, clock);

    /// <summary>Runs what is posted until nothing is left.</summary>
    public void Drain()
    {
        while (_posted.TryTake(out var item))
        {
            item.Context.Run(() => item.Callback(item.State));
        }
    }

    /// <summary>Waits until another thread posts, and runs it.</summary>
    public void AwaitOtherThread()
    {
        Assert.True(_posted.TryTake(out var item, LongestWait), "Nothing was posted: the run hangs.");
        item.Context.Run(() => item.Callback(item.State));
        Drain();
    }

    /// <inheritdoc />
    public void Dispose() => _posted.Dispose();

    /// <summary>Where the continuations of one process go; those of a dead one go nowhere.</summary>
    internal sealed class ProcessContext(Pump pump, ProcessClock clock) : SynchronizationContext
    {
        public bool IsDead { get; set; }

        public override void Post(SendOrPostCallback d, object? state)
        {
            if (!IsDead)
            {
                pump._posted.Add((this, d, state));
                clock.CancelledDelays.Posted();
            }
        }

        public override SynchronizationContext CreateCopy() => this;

        public void Run(Action action)
        {
            if (IsDead)
            {
                return;
            }

            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                action();
                clock.CancelledDelays.Settle();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
