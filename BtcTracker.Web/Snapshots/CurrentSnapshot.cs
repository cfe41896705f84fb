namespace BtcTracker.Web.Snapshots;

/// <summary>Holds the newest snapshot. One writer swaps it by reference; readers never wait.</summary>
public sealed class CurrentSnapshot(TimeProvider clock)
{
    private MarketSnapshot _value = new() { ReadAt = clock.GetUtcNow() };

    /// <summary>Raised after each swap, on the writer's thread; handlers must be quick.</summary>
    public event EventHandler? Changed;

    /// <summary>The newest snapshot; an empty one before the first reading.</summary>
    public MarketSnapshot Value => Volatile.Read(ref _value);

    /// <summary>Replaces the snapshot and tells the listeners.</summary>
    public void Publish(MarketSnapshot snapshot)
    {
        Volatile.Write(ref _value, snapshot);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
