using BtcTracker.Market.Files.Shapes;

namespace BtcTracker.Market.Files;

/// <summary>Candles as rows of a file.</summary>
/// <remarks>
/// A row as the export writes it: <c>2024-01-01T00:00:00Z,1d,42288.58,44220.78,42180.77,44180,8527.16,BTC,1,2,coinbase,,</c>.
/// Other files have a time, in <c>time</c>, <c>date</c> or <c>open_time_unix</c>, and <c>open,high,low,close</c> at least.
/// </remarks>
internal static class CandleRows
{
    private const string Time = "time";
    private const string Unix = "open_time_unix";
    private const string Utc = "open_time_utc";
    private const string VolumeUnit = "volume_unit";
    private const string Doubtful = "doubtful";
    private const string Rank = "rank";
    private const string Spread = "spread";

    private const decimal WidenedBy = 0.0001m;

    private static readonly string[] PriceNames = ["open", "high", "low", "close"];
    private static readonly string[] Times = [Unix, Time, "date"];
    private static readonly (string Column, string? Unit)[] Volumes = [("volume", null), ("volume_btc", "BTC"), ("volume_usd", "USD")];

    /// <summary>The columns that the export writes.</summary>
    public static IReadOnlyList<Column<Candle>> Columns { get; } =
    [
        new(Time, candle => candle.OpenTime),
        new("interval", candle => candle.Interval.Code),
        new("open", candle => candle.Open),
        new("high", candle => candle.High),
        new("low", candle => candle.Low),
        new("close", candle => candle.Close),
        new("volume", candle => candle.Volume),
        new(VolumeUnit, candle => candle.VolumeUnit),
        new("n", candle => candle.N),
        new(Rank, candle => (int)candle.Rank),
        new("source", candle => candle.Source),
        new(Doubtful, candle => candle.Doubtful ? true : null),
        new(Spread, candle => candle.Spread),
    ];

    /// <summary>
    /// The same of candles whose prices count another unit, which is behind the names of their columns: import finds no prices there.
    /// </summary>
    public static IReadOnlyList<Column<Candle>> ColumnsIn(string unit) =>
        [.. Columns.Select(column => PriceNames.Contains(column.Name) ? column with { Name = $"{column.Name}_{unit}" } : column)];

    /// <summary>Reads and checks a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="defaults">What the file does not state.</param>
    /// <param name="skipped">Counts a row whose high or low is corrected; null if none may be.</param>
    /// <exception cref="FormatException">The row is not valid; the message names file, line and reason.</exception>
    public static Candle Read(RowReader row, CandleDefaults defaults, SkippedRows? skipped = null)
    {
        // An invalid time is also why no interval was found.
        var openTime = ReadTime(row);
        var (volume, unit) = ReadVolume(row, defaults);
        var candle = new Candle
        {
            Symbol = Symbol.BtcUsd,
            Interval = ReadInterval(row, defaults),
            OpenTime = openTime,
            Open = row.Number("open"),
            High = row.Number("high"),
            Low = row.Number("low"),
            Close = row.Number("close"),
            Volume = volume,
            VolumeUnit = unit,
            N = row.FindWhole("n") ?? 1,
            Rank = ReadRank(row),
            Source = row.Find("source") ?? defaults.Source,
            Doubtful = row.FindFlag(Doubtful) ?? false,
            // Only export's rows have a rank; elsewhere a spread is that of the order book, in dollars or points.
            Spread = row.Has(Rank) ? row.FindNumber(Spread) : null,
        };
        var mended = skipped is null ? candle : Widened(row, candle, skipped);
        return FindProblem(mended) is { } reason ? throw row.Wrong(reason) : mended;
    }

    // Vendors round the high and the close independently: 7526.42 and 7526.4201.
    private static Candle Widened(RowReader row, Candle candle, SkippedRows skipped)
    {
        var (top, bottom) = (Math.Max(candle.Open, candle.Close), Math.Min(candle.Open, candle.Close));
        if (
            (candle.High >= top && candle.Low <= bottom)
            || candle.Low > candle.High
            || top - candle.High > top * WidenedBy
            || candle.Low - bottom > bottom * WidenedBy
        )
        {
            return candle;
        }

        skipped.Correct(row, "whose high or low was widened by up to 0.01 % to hold its open and close");
        return candle with { High = Math.Max(candle.High, top), Low = Math.Min(candle.Low, bottom) };
    }

    private static string? FindProblem(Candle candle) =>
        candle switch
        {
            { N: < 1 } => "n is less than one",
            { Spread: < 0 or > 1 } => "spread is not a part of the price, from 0 to 1",
            _ when candle.OpenTime < PriceTimes.Genesis => $"{candle.OpenTime.UtcDateTime:u} is before Bitcoin's first block",
            _ => CandleChecks.FindProblem(candle),
        };

    private static DateTimeOffset ReadTime(RowReader row)
    {
        var column = Array.Find(Times, row.Has) ?? Time;
        var time = row.Time(column);
        if (column == Unix && row.Find(Utc) is { } written && (!IsoTime.TryParse(written, out var utc) || utc != time))
        {
            throw row.Wrong($"{Utc} '{written}' is not the time of {Unix} {row.Text(Unix)}, {time.UtcDateTime:u}");
        }

        return time;
    }

    private static Interval ReadInterval(RowReader row, CandleDefaults defaults)
    {
        if (row.Find("interval") is not { } code)
        {
            return defaults.Interval
                ?? throw row.Wrong("the candles' interval is unknown: add --interval 5m, --interval 1h or --interval 1d");
        }

        var interval =
            Interval.Stored.FirstOrDefault(stored => stored.Code == code)
            ?? throw row.Wrong($"the interval '{code}' is not stored; it must be one of {string.Join(", ", Interval.Stored)}");
        return defaults.Interval is null || defaults.Interval == interval
            ? interval
            : throw row.Wrong($"the candle is of {interval}, but {defaults.Interval} was requested");
    }

    private static CandleRank ReadRank(RowReader row) =>
        row.FindWhole(Rank) switch
        {
            null => CandleRank.Import,
            { } rank when Enum.IsDefined((CandleRank)rank) => (CandleRank)rank,
            { } rank => throw row.Wrong(
                $"rank {rank} is not valid; it must be 0 (single price), 1 (own quotes), 2 (exchange) or 3 (import)"
            ),
        };

    private static (decimal? Volume, string? Unit) ReadVolume(RowReader row, CandleDefaults defaults)
    {
        var (column, columnsUnit) = Array.Find(Volumes, known => row.Has(known.Column));
        if (column is null || row.FindNumber(column) is not { } volume)
        {
            return (null, null);
        }

        var unit = columnsUnit ?? (row.Has(VolumeUnit) ? row.Find(VolumeUnit) : defaults.VolumeUnit);
        return unit is "NONE" ? (null, null)
            : unit is "BTC" or "USD" ? (volume, unit)
            : throw row.Wrong($"the volume's unit '{unit}' is unknown; {VolumeUnit} must be BTC or USD");
    }
}
