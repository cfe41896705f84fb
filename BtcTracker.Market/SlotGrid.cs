using System.Globalization;

namespace BtcTracker.Market;

/// <summary>
/// The times at which ingest reads the market: multiples of the slot length from midnight UTC, so that restarted and parallel instances use
/// the same slots.
/// </summary>
public sealed record SlotGrid
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private SlotGrid(TimeSpan interval) => Interval = interval;

    /// <summary>The slot length; divides a day.</summary>
    public TimeSpan Interval { get; }

    /// <summary>
    /// The default slot length: 10 seconds in demo, otherwise 5 minutes, which fits CoinMarketCap's smallest plan.
    /// </summary>
    public static TimeSpan DefaultInterval(MarketMode mode) => mode == MarketMode.Demo ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(5);

    /// <summary>
    /// The shortest slot length: one minute in live mode, where CoinMarketCap's data changes once a minute; otherwise one second.
    /// </summary>
    public static TimeSpan ShortestInterval(MarketMode mode) => mode == MarketMode.Live ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1);

    /// <summary>
    /// Creates the grid from <c>Ingest:Interval</c>, such as <c>00:05:00</c>, <c>90s</c>, <c>5m</c> or <c>6h</c>; empty means the mode's
    /// default.
    /// </summary>
    /// <exception cref="FormatException">
    /// The interval cannot be parsed, does not divide a day or is too short for the mode; the message states the valid values.
    /// </exception>
    public static SlotGrid Parse(string? interval, MarketMode mode)
    {
        if (string.IsNullOrWhiteSpace(interval))
        {
            return new SlotGrid(DefaultInterval(mode));
        }

        if (!TryParseLength(interval.Trim(), out var length))
        {
            throw new FormatException($"Ingest:Interval '{interval}' is not a length of time. Use one such as 00:05:00, 30s, 5m or 6h.");
        }

        if (length < ShortestInterval(mode))
        {
            throw new FormatException(
                $"Ingest:Interval '{interval}' is too short: {NameOf(mode)} mode takes {ShortestInterval(mode)} or longer."
            );
        }

        if (length.Ticks % TimeSpan.TicksPerSecond != 0 || length > Day || Day.Ticks % length.Ticks != 0)
        {
            throw new FormatException(
                $"Ingest:Interval '{interval}' does not divide a day of 24 hours into equal parts. Use for example 1m, 5m, 15m, 1h or 6h."
            );
        }

        return new SlotGrid(length);
    }

    /// <summary>The slot of an instant: the last slot that is not after it.</summary>
    public DateTimeOffset SlotOf(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        return utc.AddTicks(-(utc.TimeOfDay.Ticks % Interval.Ticks));
    }

    /// <summary>The first slot after an instant.</summary>
    public DateTimeOffset NextSlot(DateTimeOffset instant) => SlotOf(instant) + Interval;

    /// <summary>Parses a length of time greater than zero, such as <c>00:05:00</c>, <c>90s</c>, <c>5m</c> or <c>6h</c>.</summary>
    public static bool TryParseLength(string text, out TimeSpan length)
    {
        length = default;
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => null,
        };

        if (unit is null)
        {
            // A bare number would be parsed as days.
            return text.Contains(':', StringComparison.Ordinal)
                && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out length)
                && length > TimeSpan.Zero;
        }

        if (
            !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is 0 or > 86_400
        )
        {
            return false;
        }

        length = unit.Value * count;
        return true;
    }

    private static string NameOf(MarketMode mode) =>
        mode switch
        {
            MarketMode.Live => "live",
            MarketMode.Demo => "demo",
            _ => "replay",
        };
}
