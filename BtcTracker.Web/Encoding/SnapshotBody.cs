namespace BtcTracker.Web.Encoding;

/// <summary>A body of a snapshot, encoded once: on its first request, or ahead if the previous one was recently requested.</summary>
/// <param name="encode">Encodes it.</param>
public sealed class SnapshotBody(Func<EncodedBody> encode)
{
    /// <summary>
    /// Longer than caches keep a copy, which is a minute, and than the snapshots that follow a new quote within
    /// moments; short enough that a single visit is not encoded for long.
    /// </summary>
    private static readonly TimeSpan AskedLately = TimeSpan.FromMinutes(2);

    private readonly Lazy<EncodedBody> _encoded = new(encode);
    private DateTimeOffset _likeAskedAt = DateTimeOffset.MinValue;
    private bool _isAsked;

    /// <summary>The encoded body; null until it is requested or prepared.</summary>
    public EncodedBody? Encoded => _encoded.IsValueCreated ? _encoded.Value : null;

    /// <summary>The body, for a request.</summary>
    public EncodedBody Ask()
    {
        // Written once: a write per request would invalidate the cache line of the other processors each time.
        if (!Volatile.Read(ref _isAsked))
        {
            Volatile.Write(ref _isAsked, true);
        }

        return _encoded.Value;
    }

    /// <summary>Encodes the body ahead if the previous snapshot's was recently requested, so that no request waits for it.</summary>
    /// <param name="before">The same body of the previous snapshot.</param>
    /// <param name="now">When this one replaces it.</param>
    public void PrepareLike(SnapshotBody before, DateTimeOffset now)
    {
        _likeAskedAt = Volatile.Read(ref before._isAsked) ? now : before._likeAskedAt;
        if (now - _likeAskedAt <= AskedLately)
        {
            _ = _encoded.Value;
        }
    }
}
