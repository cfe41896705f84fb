namespace BtcTracker.Web.Encoding;

/// <summary>A body of a snapshot, encoded once: when it is first asked for, or ahead, where its like was asked for lately.</summary>
/// <param name="encode">Encodes it.</param>
public sealed class SnapshotBody(Func<EncodedBody> encode)
{
    /// <summary>
    /// Longer than caches hold a copy, which is a minute, and than the several snapshots live that follow a new quote within
    /// moments; shorter than anybody who came once would cost for long.
    /// </summary>
    private static readonly TimeSpan AskedLately = TimeSpan.FromMinutes(2);

    private readonly Lazy<EncodedBody> _encoded = new(encode);
    private DateTimeOffset _likeAskedAt = DateTimeOffset.MinValue;
    private bool _isAsked;

    /// <summary>The encoded body; null while nobody has asked for it and it was not prepared.</summary>
    public EncodedBody? Encoded => _encoded.IsValueCreated ? _encoded.Value : null;

    /// <summary>Gives the body to one who asks for it.</summary>
    public EncodedBody Ask()
    {
        // Written once: to write it at each request would take it from the other processors each time.
        if (!Volatile.Read(ref _isAsked))
        {
            Volatile.Write(ref _isAsked, true);
        }

        return _encoded.Value;
    }

    /// <summary>Encodes the body ahead where its like of the snapshot before was asked for lately, so that nobody waits for it.</summary>
    /// <param name="before">The same body of the snapshot before.</param>
    /// <param name="now">The time at which this one takes its place.</param>
    public void PrepareLike(SnapshotBody before, DateTimeOffset now)
    {
        _likeAskedAt = Volatile.Read(ref before._isAsked) ? now : before._likeAskedAt;
        if (now - _likeAskedAt <= AskedLately)
        {
            _ = _encoded.Value;
        }
    }
}
