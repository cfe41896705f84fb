namespace BtcTracker.MarketSim.Faults;

/// <summary>The active faults, until each has reached its count, expired, or was removed.</summary>
public sealed class ActiveFaults(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<ActiveFault> _faults = [];

    /// <summary>The faults that are still active, oldest first.</summary>
    public IReadOnlyList<ActiveFault> All
    {
        get
        {
            lock (_lock)
            {
                RemoveEnded();
                return [.. _faults];
            }
        }
    }

    /// <summary>Adds a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="count">For how many answers; null is no limit.</param>
    /// <param name="length">For how long; null is no limit.</param>
    public ActiveFault Add(Fault fault, int? count, TimeSpan? length)
    {
        var active = new ActiveFault(fault, count, clock.GetUtcNow() + length, Hits: 0);
        lock (_lock)
        {
            _faults.Add(active);
        }

        return active;
    }

    /// <summary>Clears all faults.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>The faults of the next answer of an address; each is counted as used once more.</summary>
    public IReadOnlyList<Fault> TakeFor(string path)
    {
        lock (_lock)
        {
            RemoveEnded();
            var taken = new List<Fault>();
            for (var index = 0; index < _faults.Count; index++)
            {
                if (_faults[index].Fault.IsFor(path))
                {
                    taken.Add(_faults[index].Fault);
                    _faults[index] = _faults[index].AfterHit();
                }
            }

            return taken;
        }
    }

    private void RemoveEnded() => _faults.RemoveAll(fault => fault.Left == 0 || fault.Until <= clock.GetUtcNow());
}

/// <summary>A fault that is still to come.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Left">For how many answers more; null is no limit.</param>
/// <param name="Until">Until when; null is no limit.</param>
/// <param name="Hits">How many answers it has spoiled.</param>
public sealed record ActiveFault(Fault Fault, int? Left, DateTimeOffset? Until, int Hits)
{
    internal ActiveFault AfterHit() => this with { Left = Left - 1, Hits = Hits + 1 };
}
