using System.Reflection;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>One process's view of a run's clock, ahead of it by a fixed time. Once the process is dead, its timers fire no more.</summary>
internal sealed class ProcessClock(ManualTimeProvider clock, TimeSpan ahead) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<ProcessTimer> _timers = [];
    private bool _isDead;

    /// <summary>Knows of the steps that the framework takes on other threads.</summary>
    public CancelledDelays CancelledDelays { get; } = new();

    /// <inheritdoc />
    public override long TimestampFrequency => clock.TimestampFrequency;

    private ManualTimeProvider Inner => clock;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + ahead;

    /// <inheritdoc />
    public override long GetTimestamp() => clock.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ProcessTimer(this, callback, state);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends the process's time.</summary>
    public void Kill()
    {
        _isDead = true;
        List<ProcessTimer> timers;
        lock (_lock)
        {
            timers = [.. _timers];
        }

        timers.ForEach(timer => timer.Dispose());
    }

    private sealed class ProcessTimer : ITimer
    {
        private readonly ProcessClock _clock;
        private readonly ITimer _timer;

        // The promise of a delay that can be cancelled keeps the registration for it.
        private readonly object? _state;
        private readonly FieldInfo? _registration;
        private bool _isDisposed;

        public ProcessTimer(ProcessClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _state = state;
            _registration =
                state is Task ? state.GetType().GetField("_registration", BindingFlags.Instance | BindingFlags.NonPublic) : null;
            _timer = clock.Inner.CreateTimer(_ => Fire(callback), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        private bool IsCancelledDelay =>
            _registration?.GetValue(_state) is CancellationTokenRegistration { Token.IsCancellationRequested: true };

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_clock._isDead && _timer.Change(dueTime, period);

        public void Dispose()
        {
            if (!_isDisposed && !_clock._isDead && IsCancelledDelay)
            {
                _clock.CancelledDelays.Expect();
            }

            _isDisposed = true;
            _timer.Dispose();
            lock (_clock._lock)
            {
                _clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(TimerCallback callback)
        {
            callback(_state);
            _clock.CancelledDelays.Settle();
        }
    }
}
