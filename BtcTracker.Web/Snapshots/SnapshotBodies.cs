using System.Text.Json.Serialization.Metadata;

namespace BtcTracker.Web.Snapshots;

/// <summary>The bodies of one snapshot, each encoded once: when it is first asked for, or before, where its like was asked for last time.</summary>
public sealed class SnapshotBodies
{
    private readonly Lazy<EncodedBody>[] _all;

    /// <summary>Prepares the bodies of a snapshot; encodes nothing yet.</summary>
    public SnapshotBodies(MarketSnapshot snapshot)
    {
        Latest = Body(() => QuoteBody.Of(snapshot.Latest!, snapshot.StaleAt(snapshot.Latest!), snapshot.History), WebJson.Default.QuoteBody);
        Stats = Body(() => StatsBody.Of(snapshot), WebJson.Default.StatsBody);
        Ranges = HistoryRange.All.ToDictionary(range => range, range => Body(() => CandleSeries.Of(snapshot.For(range)), WebJson.Default.CandleSeries));
        _all = [Latest, Stats, .. Ranges.Values];
    }

    /// <summary>The newest quote; to be asked for only where there is one.</summary>
    public Lazy<EncodedBody> Latest { get; }

    /// <summary>Extremes and changes.</summary>
    public Lazy<EncodedBody> Stats { get; }

    /// <summary>The history of each range.</summary>
    public IReadOnlyDictionary<HistoryRange, Lazy<EncodedBody>> Ranges { get; }

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

    private static Lazy<EncodedBody> Body<T>(Func<T> tell, JsonTypeInfo<T> typeInfo) => new(() => EncodedBody.Of(tell(), typeInfo));
}
