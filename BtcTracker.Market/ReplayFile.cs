using System.Globalization;

namespace BtcTracker.Market;

/// <summary>Real hourly candles of a CSV file, to be told again as if they happened now.</summary>
/// <remarks>
/// A row: <c>1704067200,2024-01-01T00:00:00Z,42288.58,42543.64,42261.58,42452.66,379.19725348</c>.
/// Hours may be missing (nothing traded); an open may differ from the close before it (real markets do that).
/// </remarks>
public sealed class ReplayFile
{
    // How many days before the file's last day today falls on, so that the replay goes on for a month.
    private static readonly TimeSpan LeftToTell = TimeSpan.FromDays(30);

    private static readonly string[] Columns =
        ["open_time_unix", "open_time_utc", "open", "high", "low", "close", "volume_btc"];

    private ReplayFile(string path, IReadOnlyList<Candle> hours) => (Path, Hours) = (path, hours);

    /// <summary>The file, with its full path.</summary>
    public string Path { get; }

    /// <summary>The file's name without extension, in letters, digits, dots, underscores and hyphens, at most 180: fit for a table's name.</summary>
    public string Name => TableSafe(System.IO.Path.GetFileNameWithoutExtension(Path));

    /// <summary>The candles as the file has them, oldest first, at their own times; at least one.</summary>
    public IReadOnlyList<Candle> Hours { get; }

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">A row is wrong; the message names file, line and reason.</exception>
    public static ReplayFile Load(string path)
    {
        var fullPath = System.IO.Path.GetFullPath(path);
        if (!File.Exists(fullPath))
        {
            throw new FileNotFoundException($"The replay file {fullPath} does not exist. Name a CSV file of hourly candles with Market:ReplayFile.", fullPath);
        }

        using var reader = new StreamReader(fullPath);
        return new ReplayFile(fullPath, ReadHours(new CsvTable(fullPath, reader, Columns)));
    }

    /// <summary>By how much the file's times are moved on: whole days, so that today (UTC) falls on the 30th day before its last day.</summary>
    public TimeSpan ShiftFor(DateTimeOffset now)
    {
        var today = Interval.OneDay.OpenTimeOf(now);
        var lastDay = Interval.OneDay.OpenTimeOf(Hours[^1].OpenTime);
        return today - (lastDay - LeftToTell);
    }

    private static List<Candle> ReadHours(CsvTable rows)
    {
        var hours = new List<Candle>();
        while (rows.Read())
        {
            var hour = ReadHour(rows);
            if (hours.Count > 0 && hour.OpenTime <= hours[^1].OpenTime)
            {
                throw rows.Wrong($"{hour.OpenTime:u} is not after the row before it, {hours[^1].OpenTime:u}");
            }

            hours.Add(hour);
        }

        return hours.Count > 0 ? hours : throw rows.Wrong("there is no row below the header");
    }

    private static Candle ReadHour(CsvTable rows)
    {
        var hour = new Candle
        {
            Symbol = Symbol.BtcUsd,
            Interval = Interval.OneHour,
            OpenTime = ReadOpenTime(rows),
            Open = rows.Number(2),
            High = rows.Number(3),
            Low = rows.Number(4),
            Close = rows.Number(5),
            Volume = rows.Number(6),
            VolumeUnit = Symbol.BtcUsd.Base,
            N = 1,
            Rank = CandleRank.Exchange,
            Source = "file",
        };
        return WhatIsWrongWith(hour) is { } reason ? throw rows.Wrong(reason) : hour;
    }

    private static DateTimeOffset ReadOpenTime(CsvTable rows)
    {
        var (unix, utc) = (rows.Text(0), rows.Text(1));
        if (!long.TryParse(unix, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 0 or > 32_503_680_000)
        {
            throw rows.Wrong($"open_time_unix '{unix}' is not a time in seconds since 1970");
        }

        var openTime = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (openTime != Interval.OneHour.OpenTimeOf(openTime))
        {
            throw rows.Wrong($"open_time_unix {unix} is not the start of an hour");
        }

        return DateTimeOffset.TryParse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var written) && written == openTime
            ? openTime
            : throw rows.Wrong($"open_time_utc '{utc}' is not the time of open_time_unix {unix}, {openTime:u}");
    }

    private static string? WhatIsWrongWith(Candle hour) => hour switch
    {
        _ when Math.Min(Math.Min(hour.Open, hour.Close), Math.Min(hour.High, hour.Low)) <= 0 => "a price is not greater than zero",
        _ when hour.Low > Math.Min(hour.Open, hour.Close) => $"low {Words(hour.Low)} is above open {Words(hour.Open)} or close {Words(hour.Close)}",
        _ when hour.High < Math.Max(hour.Open, hour.Close) => $"high {Words(hour.High)} is below open {Words(hour.Open)} or close {Words(hour.Close)}",
        _ when hour.Volume < 0 => "volume_btc is less than zero",
        _ => null,
    };

    private static string Words(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string TableSafe(string name)
    {
        var safe = string.Concat(name.Take(180).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));
        return safe.Length > 0 ? safe : "file";
    }
}
