using System.Globalization;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>What a file of hours amounts to, computed from its text and with none of the application's code.</summary>
internal sealed class HourGoldens
{
    // open_time_unix,open_time_utc,open,high,low,close,volume_btc
    private readonly List<(string Time, decimal[] Numbers)> _rows;

    public HourGoldens(string path) =>
        _rows = [
            .. File.ReadLines(path)
                .Skip(1)
                .Select(line => line.Split(','))
                .Select(cells => (cells[1], cells[2..].Select(cell => decimal.Parse(cell, CultureInfo.InvariantCulture)).ToArray())),
        ];

    /// <summary>How many hours there are.</summary>
    public int Count => _rows.Count;

    /// <summary>The close of the last hour.</summary>
    public decimal LastClose => _rows[^1].Numbers[3];

    /// <summary>A UTC day, <c>2024-03-05</c>: open, high, low, close, volume, and of how many hours.</summary>
    public (decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, int Hours) Day(string date)
    {
        var day = _rows.FindAll(row => row.Time.StartsWith(date, StringComparison.Ordinal)).ConvertAll(row => row.Numbers);
        return (day[0][0], day.Max(row => row[1]), day.Min(row => row[2]), day[^1][3], day.Sum(row => row[4]), day.Count);
    }

    /// <summary>The close of the hour that opens at a time, <c>2024-03-05T19:00:00Z</c>, and the one a day before it.</summary>
    public (decimal Close, decimal DayBefore) Closes(string time)
    {
        var at = _rows.FindIndex(row => row.Time == time);
        return (_rows[at].Numbers[3], _rows[at - 24].Numbers[3]);
    }

    /// <summary>By how many percent the second price of such a pair is the first one, to six decimals.</summary>
    public static decimal Percent((decimal Close, decimal DayBefore) closes) =>
        decimal.Round(100 * (closes.Close - closes.DayBefore) / closes.DayBefore, 6);
}
