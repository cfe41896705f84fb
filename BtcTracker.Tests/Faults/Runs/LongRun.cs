using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>Days of five-minute slots with the faults of a schedule, in the run's own time.</summary>
internal sealed class LongRun : IDisposable
{
    // At the end of a month, so that even a day goes over its border.
    public static readonly DateTimeOffset First = new(2026, 10, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new(First);
    private readonly Pump _pump = new();
    private readonly FaultPlan _plan;
    private readonly Random _storeChances;
    private readonly RunWorld _world;
    private readonly DateTimeOffset _end;
    private readonly List<RunProcess> _twins = [];
    private RunProcess? _main;
    private (DateTimeOffset Slot, DateTimeOffset AsOf) _latest;

    public LongRun(FaultSchedule schedule, int seed, Uri store, string table)
    {
        _plan = new FaultPlan(schedule, seed, First);
        _storeChances = new Random(seed + 1);
        Market = new FaultyMarket(seed, _plan, _clock);
        _world = new RunWorld(_pump, Market, store, table, new Random(seed + 2));
        _end = First.AddDays(schedule.Days);
    }

    public FaultyMarket Market { get; }

    public FaultPlan Plan => _plan;

    public RunTally Tally { get; } = new();

    /// <summary>How often each kind of fault came to a process.</summary>
    public Dictionary<FaultKind, int> Ends { get; } = [];

    /// <summary>Runs all of it on the caller's thread.</summary>
    public void Run()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            _main = Start(TimeSpan.Zero);
            foreach (var (time, act) in Agenda().OrderBy(entry => entry.Time))
            {
                AdvanceTo(time);
                act();
            }

            AdvanceTo(_end.AddSeconds(-1));
            Stop(_main);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _main?.Dispose();
        _twins.ForEach(twin => twin.Dispose());
        Tally.Dispose();
        Market.Dispose();
        _pump.Dispose();
    }

    private IEnumerable<(DateTimeOffset Time, Action Act)> Agenda()
    {
        foreach (var fault in _plan.OfProcesses)
        {
            Ends[fault.Kind] = Ends.GetValueOrDefault(fault.Kind) + 1;
            switch (fault.Kind)
            {
                case FaultKind.Kill:
                    yield return (fault.From, () => _main!.Gate.KillAt(fault.Chance % 32, appliesLast: fault.Chance / 32 % 2 == 0));
                    yield return (fault.To, () => Restart(kill: true));
                    break;
                case FaultKind.Stop:
                    yield return (fault.From, () => Stop(_main!));
                    yield return (fault.To, () => Restart(kill: false));
                    break;
                case FaultKind.Sleep:
                    yield return (fault.From, () => _clock.Set(fault.To));
                    break;
                default:
                    yield return (fault.From, () => _twins.Add(Start(TimeSpan.FromSeconds(fault.Chance % 2 == 0 ? 30 : -30))));
                    yield return (fault.To, () => Stop(_twins[^1]));
                    break;
            }
        }
    }

    private void AdvanceTo(DateTimeOffset time)
    {
        while (_clock.GetUtcNow() < time)
        {
            var next = _clock.NextDue is { } due && due < time ? due : time;
            _clock.Advance(next > _clock.GetUtcNow() ? next - _clock.GetUtcNow() : TimeSpan.Zero);
            _pump.Drain();
            if (_main!.Gate.HasKilled)
            {
                _main.Dispose();
            }
        }
    }

    private void Restart(bool kill)
    {
        if (kill)
        {
            _main!.Dispose();
        }

        _main = Start(TimeSpan.Zero);
    }

    private RunProcess Start(TimeSpan ahead)
    {
        var process = new RunProcess(_world, new ProcessClock(_clock, ahead), new StoreGate(NextStoreFault, NoteStored));
        Tally.Follow(process.Meters);
        process.Start();
        return process;
    }

    private void Stop(RunProcess process)
    {
        var stop = process.StopAsync();
        _pump.Drain();
        while (!stop.IsCompleted)
        {
            if (process.HasEnded)
            {
                _pump.AwaitOtherThread();
            }
            else
            {
                AdvanceTo(_clock.NextDue ?? _clock.GetUtcNow().AddSeconds(1));
            }
        }

        Assert.True(stop.IsCompletedSuccessfully, stop.Exception?.ToString());
        process.Dispose();
    }

    private StoreFault NextStoreFault() => _plan.OfStore(_clock.GetUtcNow()) switch
    {
        FaultKind.StoreDown => StoreFault.Refused,
        FaultKind.StoreThrottles when _storeChances.Next(2) == 0 => StoreFault.Throttled,
        FaultKind.StoreDropsAnswers when _storeChances.Next(3) == 0 => StoreFault.AnswerLost,
        FaultKind.StoreHangs when _storeChances.Next(8) == 0 => StoreFault.Hangs,
        _ => StoreFault.None,
    };

    private void NoteStored(DateTimeOffset slot, DateTimeOffset asOf)
    {
        if (slot > _latest.Slot)
        {
            Assert.True(asOf >= _latest.AsOf, $"The latest quote was as of {_latest.AsOf:u}, then, for the slot {slot:u}, as of {asOf:u}.");
            _latest = (slot, asOf);
        }
    }
}
