namespace BtcTracker.Market;

/// <summary>A half-open span of time, [<paramref name="From"/>, <paramref name="To"/>).</summary>
/// <param name="From">The first instant inside.</param>
/// <param name="To">The first instant after; not before <paramref name="From"/>.</param>
public readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long the range is.</summary>
    public TimeSpan Length => To - From;

    /// <summary>Whether an instant is inside.</summary>
    public bool Contains(DateTimeOffset instant) => From <= instant && instant < To;
}
