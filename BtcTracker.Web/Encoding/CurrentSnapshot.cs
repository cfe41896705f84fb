using BtcTracker.Web.Snapshots;

namespace BtcTracker.Web.Encoding;

/// <summary>Holds the latest snapshot. One writer swaps it by reference; readers never wait.</summary>
public sealed class CurrentSnapshot(TimeProvider clock)
{
    private ServedSnapshot _served = ServedSnapshot.First(new MarketSnapshot { ReadAt = clock.GetUtcNow() });

    /// <summary>Raised after each swap, on the writer's thread; handlers must be quick.</summary>
    public event EventHandler? Changed;

    /// <summary>The latest snapshot with its encoded bodies; an empty one before the first read.</summary>
    public ServedSnapshot Served => Volatile.Read(ref _served);

    /// <summary>The latest snapshot itself.</summary>
    public MarketSnapshot Value => Served.Data;

    /// <summary>Replaces the snapshot and notifies the listeners.</summary>
    /// <param name="snapshot">The newer one.</param>
    /// <param name="quotes">The quotes up to its latest that viewers have not been sent; null for none.</param>
    public void Publish(MarketSnapshot snapshot, NewQuotes? quotes = null)
    {
        Volatile.Write(ref _served, Served.Next(snapshot, quotes, clock.GetUtcNow()));
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
