namespace BtcTracker.Market.Files;

/// <summary>Checks the slot of a quote or of its raw body.</summary>
internal static class ReadingChecks
{
    /// <summary>Finds the problem of a slot; null if it is valid.</summary>
    public static string? FindProblem(DateTimeOffset slot) =>
        slot.Ticks % TimeSpan.TicksPerSecond != 0 ? $"slot {RowTime.Write(slot)} is not on a whole second"
        : slot < PriceTimes.Genesis ? $"slot {RowTime.Write(slot)} is before Bitcoin's first block"
        : null;
}
