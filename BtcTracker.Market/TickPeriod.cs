namespace BtcTracker.Market;

/// <summary>The time between live ticks, the setting <c>Ingest:Tick</c>.</summary>
public static class TickPeriod
{
    /// <summary>The shortest: the exchanges that are asked take a call a second, and backfill asks them too.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The period where none is configured: 10 seconds live, else none.</summary>
    public static TimeSpan Default(MarketMode mode) => mode == MarketMode.Live ? TimeSpan.FromSeconds(10) : TimeSpan.Zero;

    /// <summary>
    /// Reads the setting, written <c>00:00:10</c>, <c>10s</c> or <c>1m</c>; <c>0</c> is no live tick, and empty takes the mode's default.
    /// </summary>
    /// <param name="text">The setting.</param>
    /// <param name="mode">The market's mode.</param>
    /// <param name="slotLength">The time between slots; a tick between them cannot be rarer.</param>
    /// <returns>Zero where there is no live tick.</returns>
    /// <exception cref="FormatException">It cannot be read, or is too short or too long; the message says what is allowed.</exception>
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
