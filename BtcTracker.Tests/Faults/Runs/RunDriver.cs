using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>Moves the clock of a run from one timer to the next, and lets its processes do all that follows from each.</summary>
internal sealed class RunDriver(DateTimeOffset first) : IDisposable
{
    [ThreadStatic]
    private static bool _isHere;

    /// <summary>Whether this thread is a run's.</summary>
    public static bool IsHere => _isHere;

    /// <summary>The run's clock.</summary>
    public ManualTimeProvider Clock { get; } = new(first);

    /// <summary>Where the processes run.</summary>
    public Pump Pump { get; } = new();

    /// <summary>Comes after each step; null where nothing does.</summary>
    public Action? Stepped { get; set; }

    /// <summary>Runs on the caller's thread, where nothing else takes part.</summary>
    public static void Run(Action run)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _isHere = true;
        try
        {
            run();
        }
        finally
        {
            _isHere = false;
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Goes on until a time.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        while (Clock.GetUtcNow() < time)
        {
            var next = Clock.NextDue is { } due && due < time ? due : time;
            Clock.Advance(next > Clock.GetUtcNow() ? next - Clock.GetUtcNow() : TimeSpan.Zero);
            Pump.Drain();
            Stepped?.Invoke();
        }
    }

    /// <summary>Stops a process as a platform does, and goes on until it has ended.</summary>
    public void Stop(RunProcess process)
    {
        var stop = process.StopAsync();
        Pump.Drain();
        while (!stop.IsCompleted)
        {
            if (process.HasEnded)
            {
                Pump.AwaitOtherThread();
            }
            else
            {
                AdvanceTo(Clock.NextDue ?? Clock.GetUtcNow().AddSeconds(1));
            }
        }

        Assert.True(stop.IsCompletedSuccessfully, stop.Exception?.ToString());
        process.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => Pump.Dispose();
}
