using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BtcTracker.Market;

/// <summary>
/// A candle's length. Intervals lie on a UTC grid that starts at the epoch, but for the week, which starts on Monday
/// (the epoch was a Thursday).
/// </summary>
public sealed record Interval
{
    private static readonly TimeSpan MondayAfterEpoch = TimeSpan.FromDays(4);

    private Interval(string code, TimeSpan length, TimeSpan gridStart = default) => (Code, Length, GridStart) = (code, length, gridStart);

    /// <summary>Five minutes; stored.</summary>
    public static Interval FiveMinutes { get; } = new("5m", TimeSpan.FromMinutes(5));

    /// <summary>One hour; stored.</summary>
    public static Interval OneHour { get; } = new("1h", TimeSpan.FromHours(1));

    /// <summary>Four hours; rolled up from hours when read.</summary>
    public static Interval FourHours { get; } = new("4h", TimeSpan.FromHours(4));

    /// <summary>One UTC day; stored.</summary>
    public static Interval OneDay { get; } = new("1d", TimeSpan.FromDays(1));

    /// <summary>One week from Monday, UTC; rolled up from days when read.</summary>
    public static Interval OneWeek { get; } = new("1w", TimeSpan.FromDays(7), MondayAfterEpoch);

    /// <summary>Every interval, the finest first.</summary>
    public static IReadOnlyList<Interval> All { get; } = [FiveMinutes, OneHour, FourHours, OneDay, OneWeek];

    /// <summary>The intervals that the store keeps, the finest first; the others are rolled up when read.</summary>
    public static IReadOnlyList<Interval> Stored { get; } = [FiveMinutes, OneHour, OneDay];

    /// <summary>The code in addresses, keys and bodies: <c>5m</c>, <c>1h</c>, <c>4h</c>, <c>1d</c>, <c>1w</c>.</summary>
    public string Code { get; }

    /// <summary>How long a candle of this interval lasts.</summary>
    public TimeSpan Length { get; }

    /// <summary>How long after the epoch the grid starts; nonzero for the week only.</summary>
    private TimeSpan GridStart { get; }

    /// <summary>The interval that a rolled-up one is made from; a stored one is its own.</summary>
    public Interval StoredAs =>
        this == FourHours ? OneHour
        : this == OneWeek ? OneDay
        : this;

    /// <summary>The interval of any length, stored or not, such as a file's.</summary>
    public static Interval Of(TimeSpan length) =>
        All.FirstOrDefault(known => known.Length == length) ?? new Interval(CodeOf(length), length);

    /// <summary>Finds an interval by its code; upper and lower case differ.</summary>
    public static bool TryParse(string? code, [NotNullWhen(true)] out Interval? interval)
    {
        interval = All.FirstOrDefault(known => known.Code == code);
        return interval is not null;
    }

    /// <summary>The open time of the candle that an instant falls in.</summary>
    public DateTimeOffset OpenTimeOf(DateTimeOffset instant)
    {
        var sinceStart = (instant - DateTimeOffset.UnixEpoch - GridStart).Ticks;
        var intoCandle = ((sinceStart % Length.Ticks) + Length.Ticks) % Length.Ticks;
        return instant.ToUniversalTime().AddTicks(-intoCandle);
    }

    /// <summary>The time range of the candle that opens at an instant.</summary>
    public TimeRange CandleAt(DateTimeOffset openTime) => new(openTime, openTime + Length);

    /// <inheritdoc />
    public override string ToString() => Code;

    private static string CodeOf(TimeSpan length)
    {
        var (count, unit) =
            length.Ticks % TimeSpan.TicksPerDay == 0 ? (length.TotalDays, 'd')
            : length.Ticks % TimeSpan.TicksPerHour == 0 ? (length.TotalHours, 'h')
            : length.Ticks % TimeSpan.TicksPerMinute == 0 ? (length.TotalMinutes, 'm')
            : (length.TotalSeconds, 's');
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }
}
