using BtcTracker.Web.Contracts;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Encoding;

/// <summary>A snapshot with its bodies, each encoded once.</summary>
/// <param name="Data">The snapshot.</param>
/// <param name="Bodies">The bodies of the API.</param>
/// <param name="Frames">The latest quotes as the live stream sends them.</param>
public sealed record ServedSnapshot(MarketSnapshot Data, SnapshotBodies Bodies, QuoteFrames Frames)
{
    /// <summary>The snapshot before anything was read.</summary>
    public static ServedSnapshot First(MarketSnapshot data) => new(data, new SnapshotBodies(data), QuoteFrames.None);

    /// <summary>The snapshot that replaces this one; recently requested bodies are encoded ahead.</summary>
    /// <param name="data">The newer snapshot.</param>
    /// <param name="quotes">The quotes up to its latest that viewers have not been sent; null for none.</param>
    /// <param name="now">When it replaces this one.</param>
    public ServedSnapshot Next(MarketSnapshot data, NewQuotes? quotes, DateTimeOffset now)
    {
        var bodies = new SnapshotBodies(data);
        bodies.PrepareLike(Bodies, now);
        var frames = quotes is null ? Frames : Frames.Append(quotes.Quotes.Select(quote => QuoteBody.Of(quote, data)), quotes.After);
        return new ServedSnapshot(data, bodies, frames);
    }
}
