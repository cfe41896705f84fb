using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>How each source last did. Noted by the reader of the market, read by whoever tells of it.</summary>
public sealed class SourceNotes(IEnumerable<string> names, TimeProvider clock)
{
    /// <summary>The outcome of a call that gave a quote.</summary>
    public const string Answered = "Answered";

    /// <summary>The outcome of a call whose quote was not accepted.</summary>
    public const string Rejected = "Rejected";

    private readonly Lock _lock = new();
    private readonly List<SourceStatus> _sources =
    [
        .. names.Select(name => new SourceStatus(name, null, null, null, BreakerState.Closed, null)),
    ];

    private DateTimeOffset? _comparedAt;

    /// <summary>When the vendors were last asked side by side; null where they never were.</summary>
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

    /// <summary>All sources as they stand now, in the order in which they are asked.</summary>
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

    /// <summary>Notes what a call came to.</summary>
    public void Note(string source, string outcome, string? reason = null, SourceStanding? standing = null)
    {
        lock (_lock)
        {
            var place = PlaceOf(source);
            var noted = _sources[place] with { Outcome = outcome, CalledAt = clock.GetUtcNow(), Reason = reason };
            _sources[place] = With(noted, standing);
        }
    }

    /// <summary>Notes that a failure was not the source's own.</summary>
    public void Forgiven(string source, SourceStanding standing)
    {
        lock (_lock)
        {
            var place = PlaceOf(source);
            _sources[place] = With(_sources[place], standing);
        }
    }

    /// <summary>Takes over what an earlier process noted of a source; one that it left alone until its end is asked again.</summary>
    public void Restore(SourceStatus source, SourceStanding standing)
    {
        lock (_lock)
        {
            _sources[PlaceOf(source.Name)] = With(source, standing);
        }
    }

    /// <summary>Notes what a comparison of the vendors came to.</summary>
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

    private int PlaceOf(string source) => _sources.FindIndex(known => known.Name == source);

    private static SourceStatus With(SourceStatus source, SourceStanding? standing)
    {
        var (breaker, nextCall) =
            standing is null or { MayCall: true } ? (BreakerState.Closed, (DateTimeOffset?)null)
            : standing.NextCall == DateTimeOffset.MaxValue ? (BreakerState.OpenUntilRestart, null)
            : (BreakerState.Open, standing.NextCall);
        return source with { Breaker = breaker, NextCall = nextCall, FailuresInARow = standing?.FailuresInARow ?? 0 };
    }

    // A pause may have ended since.
    private SourceStatus AsOfNow(SourceStatus source) =>
        source.NextCall <= clock.GetUtcNow() ? source with { Breaker = BreakerState.Closed, NextCall = null } : source;
}
