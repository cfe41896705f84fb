namespace BtcTracker.Web.Snapshots;

/// <summary>The bodies of one snapshot, each encoded once: when it is first asked for, or before, where its like was asked for last time.</summary>
public sealed class SnapshotBodies
{
    private readonly Lazy<EncodedBody>[] _all;

    /// <summary>Prepares the bodies of a snapshot; encodes nothing yet.</summary>
    public SnapshotBodies(MarketSnapshot snapshot)
    {
        Latest = RowBodies.Of(
            () => QuoteBody.Of(snapshot.Latest!, snapshot.StaleAt(snapshot.Latest!), snapshot.History), WebJson.Default.QuoteBody, lines => lines.Write([snapshot.Latest!]));
        Stats = new(() => EncodedBody.Of(StatsBody.Of(snapshot), WebJson.Default.StatsBody));
        Ranges = HistoryRange.All.ToDictionary(range => range, range => RowBodies.Of(
            () => CandleSeries.Of(snapshot.For(range)), WebJson.Default.CandleSeries, lines => lines.Write(snapshot.For(range).Candles)));
        Badge = new(() => EncodedBody.Of(BadgeSvg.Of(snapshot, isStale: false)));
        StaleBadge = new(() => EncodedBody.Of(BadgeSvg.Of(snapshot, isStale: true)));
        _all = [Stats, Badge, .. new[] { Latest }.Concat(Ranges.Values).SelectMany(rows => rows.All.Select(form => form.Body))];
    }

    /// <summary>The newest quote; to be asked for only where there is one.</summary>
    public RowBodies Latest { get; }

    /// <summary>Extremes and changes.</summary>
    public Lazy<EncodedBody> Stats { get; }

    /// <summary>The history of each range.</summary>
    public IReadOnlyDictionary<HistoryRange, RowBodies> Ranges { get; }

    /// <summary>The badge while the newest quote is not stale.</summary>
    public Lazy<EncodedBody> Badge { get; }

    /// <summary>The badge from then on.</summary>
    public Lazy<EncodedBody> StaleBadge { get; }

    /// <summary>The bodies that somebody has asked for.</summary>
    public IEnumerable<EncodedBody> AskedFor => _all.Where(body => body.IsValueCreated).Select(body => body.Value);

    /// <summary>Encodes what was asked for of an earlier snapshot, so that nobody waits for it.</summary>
    public void WarmLike(SnapshotBodies earlier)
    {
        foreach (var (mine, theirs) in _all.Zip(earlier._all))
        {
            if (theirs.IsValueCreated)
            {
                _ = mine.Value;
            }
        }
    }
}
