using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>The status of each source, recorded by the market reader.</summary>
public sealed class SourceStatuses(IEnumerable<string> names, TimeProvider clock)
{
    /// <summary>The outcome of a call that returned a quote.</summary>
    public const string Answered = "Answered";

    /// <summary>The outcome of a call whose quote was rejected.</summary>
    public const string Rejected = "Rejected";

    private readonly Lock _lock = new();
    private readonly List<SourceStatus> _sources =
    [
        .. names.Select(name => new SourceStatus(name, null, null, null, BreakerState.Closed, null)),
    ];

    private DateTimeOffset? _comparedAt;

    /// <summary>When the vendors were last compared; null if never.</summary>
    public DateTimeOffset? ComparedAt
    {
        get
        {
            lock (_lock)
            {
                return _comparedAt;
            }
        }
    }

    /// <summary>The current status of all sources, in the order in which they are called.</summary>
    public IReadOnlyList<SourceStatus> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _sources.Select(AsOfNow)];
            }
        }
    }

    /// <summary>Records the result of a call.</summary>
    public void Note(string source, string outcome, string? reason = null, SourceBreaker? breaker = null)
    {
        lock (_lock)
        {
            var index = IndexOf(source);
            var noted = _sources[index] with { Outcome = outcome, CalledAt = clock.GetUtcNow(), Reason = reason };
            _sources[index] = With(noted, breaker);
        }
    }

    /// <summary>Records that a failure was not the source's fault.</summary>
    public void Forgiven(string source, SourceBreaker breaker)
    {
        lock (_lock)
        {
            var index = IndexOf(source);
            _sources[index] = With(_sources[index], breaker);
        }
    }

    /// <summary>
    /// Restores what an earlier process recorded of a source; a source that was disabled until its restart is called again.
    /// </summary>
    public void Restore(SourceStatus source, SourceBreaker breaker)
    {
        lock (_lock)
        {
            _sources[IndexOf(source.Name)] = With(source, breaker);
        }
    }

    /// <summary>Records the result of a comparison of the vendors.</summary>
    public void Compared(VendorComparison comparison)
    {
        lock (_lock)
        {
            _comparedAt = comparison.ComparedAt;
            for (var i = 0; i < _sources.Count; i++)
            {
                var name = _sources[i].Name;
                _sources[i] = _sources[i] with { LeftOut = comparison.IsLeftOut(name), ComparedAt = comparison.ComparedAtOf(name) };
            }
        }
    }

    private int IndexOf(string source) => _sources.FindIndex(known => known.Name == source);

    private static SourceStatus With(SourceStatus source, SourceBreaker? breaker)
    {
        var (state, nextCall) =
            breaker is null or { MayCall: true } ? (BreakerState.Closed, (DateTimeOffset?)null)
            : breaker.NextCall == DateTimeOffset.MaxValue ? (BreakerState.OpenUntilRestart, null)
            : (BreakerState.Open, breaker.NextCall);
        return source with { Breaker = state, NextCall = nextCall, FailuresInARow = breaker?.FailuresInARow ?? 0 };
    }

    // A back-off may have ended since.
    private SourceStatus AsOfNow(SourceStatus source) =>
        source.NextCall <= clock.GetUtcNow() ? source with { Breaker = BreakerState.Closed, NextCall = null } : source;
}
