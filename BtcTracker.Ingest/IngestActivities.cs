using System.Diagnostics;

namespace BtcTracker.Ingest;

/// <summary>Ingest's spans. A slot is one trace: reading, the sources' calls, storing and the candles.</summary>
/// <remarks>Other work that calls the store has its own spans; polling has none.</remarks>
internal static class IngestActivities
{
    /// <summary>The tag with a slot's scheduled time.</summary>
    public const string SlotTag = "btctracker.slot";

    /// <summary>Starts the spans.</summary>
    public static readonly ActivitySource Source = new(IngestMetrics.Name);
}
