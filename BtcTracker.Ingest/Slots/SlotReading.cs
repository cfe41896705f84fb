using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>What the market gave for a slot.</summary>
/// <param name="Reading">The accepted reading; null where there is none.</param>
/// <param name="Reason">Why there is none; means nothing where there is one.</param>
public sealed record SlotReading(Reading? Reading, GapReason Reason = GapReason.NoSource);
