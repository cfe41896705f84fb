using System.Globalization;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>
/// Prices that are the same every time, in the columns of the real files and with their traps: an open that is not the close before
/// it, prices below a cent, volumes that change their unit and are not known at first, days that are the exact sum of their hours.
/// </summary>
internal static class GeneratedPrices
{
    private static readonly DateTimeOffset FirstHour = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset AfterLastHour = new(2025, 8, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FirstDay = new(2010, 7, 17, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastDay = new(2026, 8, 12, 0, 0, 0, TimeSpan.Zero);

    // Until then a day has no volume, and until then one in dollars.
    private static readonly DateTimeOffset VolumesBegin = new(2014, 9, 17, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset VolumesAreBitcoins = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Where the walk of the days is at the start of each year from 2010 on, and where that of the hours starts and is drawn to.
    private static readonly decimal[] Years =
    [
        0.04m,
        0.3m,
        5m,
        14m,
        700m,
        300m,
        450m,
        1_000m,
        13_000m,
        4_000m,
        7_000m,
        30_000m,
        46_000m,
        17_000m,
        42_000m,
        90_000m,
        90_000m,
        70_000m,
    ];

    /// <summary>The file of hours.</summary>
    public static IEnumerable<string> HourRows() =>
        Hours()
            .Select(row => Line($"{row.Open.ToUnixTimeSeconds()},{row.Open:yyyy-MM-ddTHH:mm:ssZ},{row.Prices},{row.Prices.Volume}"))
            .Prepend("open_time_unix,open_time_utc,open,high,low,close,volume_btc");

    /// <summary>The file of days.</summary>
    public static IEnumerable<string> DayRows() =>
        Days()
            .Select(row => Line($"{row.Open:yyyy-MM-dd},{row.Prices},{VolumeOf(row.Open, row.Prices)}"))
            .Prepend("date,open,high,low,close,volume,volume_unit,source");

    private static IEnumerable<(DateTimeOffset Open, Row Prices)> Hours()
    {
        var (dice, close) = (new Dice(2024), Years[14]);
        for (var open = FirstHour; open < AfterLastHour; open = open.AddHours(1))
        {
            var pull = (Level(open) - close) / Level(open) * 0.002m;
            var row = dice.Next(close, wanted: close * (1 + pull + (0.008m * dice.Swing())), decimals: 2);
            yield return (open, row);
            close = row.Close;
        }
    }

    private static IEnumerable<(DateTimeOffset Open, Row Prices)> Days()
    {
        var hours = Hours()
            .GroupBy(hour => hour.Open.Date)
            .ToDictionary(day => day.Key, day => Row.Of([.. day.Select(hour => hour.Prices)]));
        var (dice, close) = (new Dice(2010), 0.05m);
        for (var open = FirstDay; open <= LastDay; open = open.AddDays(1))
        {
            var row = hours.GetValueOrDefault(open.Date) ?? dice.Next(close, Level(open) * (1 + (0.06m * dice.Swing())), close < 1 ? 5 : 2);
            yield return (open, row);
            close = row.Close;
        }
    }

    // A straight line from year to year.
    private static decimal Level(DateTimeOffset time)
    {
        var (from, to) = (Years[time.Year - 2010], Years[time.Year - 2009]);
        return from + ((to - from) * time.DayOfYear / 366);
    }

    private static string VolumeOf(DateTimeOffset day, Row row) =>
        day switch
        {
            _ when day < VolumesBegin => ",,generated-without-volume",
            _ when day < VolumesAreBitcoins => Line($"{decimal.Round(row.Volume * row.Close)},USD,generated-in-dollars"),
            _ => Line($"{row.Volume},BTC,generated-in-bitcoins"),
        };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Row(decimal Open, decimal High, decimal Low, decimal Close, decimal Volume)
    {
        public static Row Of(IReadOnlyList<Row> parts) =>
            new(parts[0].Open, parts.Max(part => part.High), parts.Min(part => part.Low), parts[^1].Close, parts.Sum(part => part.Volume));

        public override string ToString() => Line($"{Open},{High},{Low},{Close}");
    }

    /// <summary>Numbers that look like chance and are the same on every machine and runtime.</summary>
    private sealed class Dice(ulong state)
    {
        /// <summary>A number from -1 to 1.</summary>
        public decimal Swing() => ((decimal)Roll(2_000_001) / 1_000_000) - 1;

        /// <summary>A candle that opens near a close and ends near a price.</summary>
        public Row Next(decimal before, decimal wanted, int decimals)
        {
            var open = Roll(4) == 0 ? before : Rounded(before * (1 + (0.0005m * Swing())), decimals);
            var close = Rounded(wanted, decimals);
            var high = Math.Max(Math.Max(open, close), Rounded(Math.Max(open, close) * (1 + (Roll(5_000) / 1_000_000m)), decimals));
            var low = Math.Min(Math.Min(open, close), Rounded(Math.Min(open, close) * (1 - (Roll(5_000) / 1_000_000m)), decimals));
            return new Row(open, high, low, close, Roll(900_000_000_000) / 100_000_000m);
        }

        private static decimal Rounded(decimal price, int decimals) => Math.Max(0.00001m, decimal.Round(price, decimals));

        // SplitMix64.
        private decimal Roll(ulong sides)
        {
            var mixed = state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (mixed ^ (mixed >> 31)) % sides;
        }
    }
}
