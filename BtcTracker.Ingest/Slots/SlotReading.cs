using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>The result of reading the market for a slot.</summary>
/// <param name="Reading">The accepted reading; null if there is none.</param>
/// <param name="Reason">Why there is none; ignored if there is one.</param>
public sealed record SlotReading(Reading? Reading, GapReason Reason = GapReason.NoSource);
