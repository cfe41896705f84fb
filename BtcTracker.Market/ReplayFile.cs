using BtcTracker.Market.Files;

namespace BtcTracker.Market;

/// <summary>Real hourly candles of a CSV file, replayed as if they happened now.</summary>
/// <remarks>
/// A row: <c>1704067200,2024-01-01T00:00:00Z,42288.58,42543.64,42261.58,42452.66,379.19725348</c>.
/// Hours may be missing (nothing was traded), and an open may differ from the preceding close, as in real markets.
/// </remarks>
public sealed class ReplayFile
{
    // Today falls this many days before the file's last day, so that the replay lasts a month.
    private static readonly TimeSpan ReplayLength = TimeSpan.FromDays(30);

    private static readonly string[] Columns = ["open_time_unix", "open_time_utc", "open", "high", "low", "close", "volume_btc"];

    private static readonly CandleDefaults Defaults = new(Interval.OneHour, Source: "file");

    private ReplayFile(string path, IReadOnlyList<Candle> hours) => (Path, Hours) = (path, hours);

    /// <summary>The file, with its full path.</summary>
    public string Path { get; }

    /// <summary>
    /// The file's name without extension, reduced to at most 180 letters, digits, dots, underscores and hyphens, so that a table's name can
    /// contain it.
    /// </summary>
    public string Name => TableSafe(System.IO.Path.GetFileNameWithoutExtension(Path));

    /// <summary>The candles at their original times, oldest first; at least one.</summary>
    public IReadOnlyList<Candle> Hours { get; }

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist, or is a folder.</exception>
    /// <exception cref="FormatException">A row is not valid; the message names file, line and reason.</exception>
    public static ReplayFile Load(string path)
    {
        var fullPath = System.IO.Path.GetFullPath(path);
        if (!File.Exists(fullPath))
        {
            var reason = Directory.Exists(fullPath) ? "is a folder" : "does not exist";
            throw new FileNotFoundException(
                $"The replay file {fullPath} {reason}. Name a CSV file of hourly candles with Market:ReplayFile.",
                fullPath
            );
        }

        using var reader = new StreamReader(fullPath);
        return new ReplayFile(fullPath, ReadHours(new CsvTable(fullPath, reader).Require(Columns)));
    }

    /// <summary>
    /// How far the file's times are shifted: by whole days, so that today (UTC) is the 30th day before its last day.
    /// </summary>
    public TimeSpan ShiftFor(DateTimeOffset now)
    {
        var today = Interval.OneDay.OpenTimeOf(now);
        var lastDay = Interval.OneDay.OpenTimeOf(Hours[^1].OpenTime);
        return today - (lastDay - ReplayLength);
    }

    private static List<Candle> ReadHours(CsvTable rows)
    {
        var (hours, order) = (new List<Candle>(), new RowOrder());
        while (rows.Read())
        {
            var hour = CandleRows.Read(rows, Defaults) with { Rank = CandleRank.Exchange };
            if (order.Check(rows, hour))
            {
                hours.Add(hour);
            }
        }

        return hours.Count > 0 ? hours : throw rows.Wrong("the file has no rows after the header");
    }

    private static string TableSafe(string name)
    {
        var safe = string.Concat(name.Take(180).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));
        return safe.Length > 0 ? safe : "file";
    }
}
