namespace BtcTracker.Market.Files;

/// <summary>What a reading's slot must be, in a quote as in its raw body.</summary>
internal static class ReadingChecks
{
    /// <summary>Checks a slot; null where it can be one.</summary>
    public static string? WhatIsWrongWith(DateTimeOffset slot) =>
        slot.Ticks % TimeSpan.TicksPerSecond != 0 ? $"slot {RowTime.Write(slot)} is not on a whole second"
        : slot < PriceTimes.Genesis ? $"slot {RowTime.Write(slot)} is before Bitcoin's first block"
        : null;
}
