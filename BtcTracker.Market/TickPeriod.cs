namespace BtcTracker.Market;

/// <summary>The time between live ticks, the setting <c>Ingest:Tick</c>.</summary>
public static class TickPeriod
{
    /// <summary>The shortest period. The exchanges allow about one call per second, and backfill uses the same limit.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The default: 10 seconds in live mode, otherwise no live ticks.</summary>
    public static TimeSpan Default(MarketMode mode) => mode == MarketMode.Live ? TimeSpan.FromSeconds(10) : TimeSpan.Zero;

    /// <summary>
    /// Parses the setting, such as <c>00:00:10</c>, <c>10s</c> or <c>1m</c>; <c>0</c> turns live ticks off, and empty means the mode's
    /// default.
    /// </summary>
    /// <param name="text">The setting.</param>
    /// <param name="mode">The market's mode.</param>
    /// <param name="slotLength">The slot length; the period cannot be longer.</param>
    /// <returns>Zero if live ticks are off.</returns>
    /// <exception cref="FormatException">It cannot be parsed, or is too short or too long; the message states the valid values.</exception>
    public static TimeSpan Parse(string? text, MarketMode mode, TimeSpan slotLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Default(mode);
        }

        if (text.Trim() is "0" or "0s" or "00:00:00")
        {
            return TimeSpan.Zero;
        }

        if (!SlotGrid.TryParseLength(text.Trim(), out var period))
        {
            throw new FormatException(
                $"Ingest:Tick '{text}' is not a length of time. Use one such as 10s or 00:00:10, or 0 for no live tick."
            );
        }

        if (mode == MarketMode.Replay)
        {
            throw new FormatException(
                $"Ingest:Tick '{text}' is not valid in replay mode, whose prices are an hour apart. Use 0 or leave it out."
            );
        }

        return period >= Shortest && period <= slotLength
            ? period
            : throw new FormatException(
                $"Ingest:Tick '{text}' must be from {Shortest} to {slotLength}, the time between readings, or 0 for no live tick."
            );
    }
}
