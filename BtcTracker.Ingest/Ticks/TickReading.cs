using BtcTracker.Market;

namespace BtcTracker.Ingest.Ticks;

/// <summary>The result of reading a live tick.</summary>
/// <param name="Tick">The tick; null if no source returned an acceptable price.</param>
/// <param name="Reason">Why there is none, by source; empty if there is one.</param>
public sealed record TickReading(Tick? Tick, string Reason);
