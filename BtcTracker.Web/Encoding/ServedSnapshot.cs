using BtcTracker.Web.Contracts;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Encoding;

/// <summary>A snapshot with what is sent of it, each encoded once.</summary>
/// <param name="Data">What it tells.</param>
/// <param name="Bodies">The bodies of the API.</param>
/// <param name="Frames">The newest quotes as the live stream sends them.</param>
public sealed record ServedSnapshot(MarketSnapshot Data, SnapshotBodies Bodies, QuoteFrames Frames)
{
    /// <summary>The first one, before anything was read.</summary>
    public static ServedSnapshot First(MarketSnapshot data) => new(data, new SnapshotBodies(data), QuoteFrames.None);

    /// <summary>The one that takes this one's place; what was asked for lately is encoded ahead.</summary>
    /// <param name="data">The newer snapshot.</param>
    /// <param name="quotes">The quotes up to its newest that viewers have not been sent; null for none.</param>
    /// <param name="now">The time at which it takes this one's place.</param>
    public ServedSnapshot Next(MarketSnapshot data, NewQuotes? quotes, DateTimeOffset now)
    {
        var bodies = new SnapshotBodies(data);
        bodies.PrepareLike(Bodies, now);
        var frames = quotes is null ? Frames : Frames.Append(quotes.Quotes.Select(quote => QuoteBody.Of(quote, data.StaleAt(quote), data.History)), quotes.After);
        return new ServedSnapshot(data, bodies, frames);
    }
}
