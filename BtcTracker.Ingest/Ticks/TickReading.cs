using BtcTracker.Market;

namespace BtcTracker.Ingest.Ticks;

/// <summary>What asking for a live tick came to.</summary>
/// <param name="Tick">The tick; null where no source gave a price that is accepted.</param>
/// <param name="Reason">Why not, by source; empty where there is one.</param>
public sealed record TickReading(Tick? Tick, string Reason);
