namespace BtcTracker.Tests.Faults.Runs;

/// <summary>Days of five-minute slots with the faults of a schedule, in the run's own time.</summary>
internal sealed class LongRun : IDisposable
{
    // At the end of a month, so that even a day goes over its border.
    public static readonly DateTimeOffset First = new(2026, 10, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly RunDriver _driver = new(First);
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
        Market = new FaultyMarket(seed, _plan, _driver.Clock);
        _world = new RunWorld(_driver.Pump, Market, store, table, new Random(seed + 2));
        _end = First.AddDays(schedule.Days);
    }

    public FaultyMarket Market { get; }

    public FaultPlan Plan => _plan;

    public RunTally Tally { get; } = new();

    /// <summary>How often each kind of fault came to a process.</summary>
    public Dictionary<FaultKind, int> Ends { get; } = [];

    /// <summary>Runs all of it.</summary>
    public void Run() =>
        RunDriver.Run(() =>
        {
            _driver.Stepped = BuryKilled;
            _main = Start(TimeSpan.Zero);
            foreach (var (time, act) in Agenda().OrderBy(entry => entry.Time))
            {
                _driver.AdvanceTo(time);
                act();
            }

            _driver.AdvanceTo(_end.AddSeconds(-1));
            _driver.Stop(_main);
        });

    /// <inheritdoc />
    public void Dispose()
    {
        _main?.Dispose();
        _twins.ForEach(twin => twin.Dispose());
        Tally.Dispose();
        Market.Dispose();
        _driver.Dispose();
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
                    yield return (fault.From, () => _driver.Stop(_main!));
                    yield return (fault.To, () => Restart(kill: false));
                    break;
                case FaultKind.Sleep:
                    yield return (fault.From, () => _driver.Clock.Set(fault.To));
                    break;
                default:
                    yield return (fault.From, () => _twins.Add(Start(TimeSpan.FromSeconds(fault.Chance % 2 == 0 ? 30 : -30))));
                    yield return (fault.To, () => _driver.Stop(_twins[^1]));
                    break;
            }
        }
    }

    private void BuryKilled()
    {
        if (_main!.Gate.HasKilled)
        {
            _main.Dispose();
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
        var process = new RunProcess(_world, new ProcessClock(_driver.Clock, ahead), new StoreGate(NextStoreFault, NoteStored));
        Tally.Follow(process.Meters);
        process.Start();
        return process;
    }

    private StoreFault NextStoreFault() =>
        _plan.OfStore(_driver.Clock.GetUtcNow()) switch
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
