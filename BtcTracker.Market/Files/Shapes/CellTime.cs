using System.Globalization;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>Reads a time as vendors and Excel write it.</summary>
internal static class CellTime
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private const long FirstWrongMilliseconds = 10_000_000_000_000;
    private const long FirstMicroseconds = 100_000_000_000_000;
    private const long FirstNanoseconds = 100_000_000_000_000_000;

    // Excel's day 0. Day numbers of 1982 to 2119 would be the first day of 1970 if read as seconds.
    private static readonly DateTime ExcelStart = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Utc);
    private static readonly (decimal First, decimal Last) ExcelDays = (30_000, 80_000);

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss 'UTC'",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd hh-tt",
        "yyyy.MM.dd",
        "yyyy.MM.dd HH:mm",
        "yyyy.MM.dd HH:mm:ss",
        "yyyy/MM/dd",
        "yyyy/MM/dd HH:mm",
        "yyyy/MM/dd HH:mm:ss",
        "dd.MM.yyyy",
        "d.M.yyyy",
        "dd.MM.yyyy HH:mm",
        "dd.MM.yyyy HH:mm:ss",
        "dd.MM.yyyy HH:mm:ss.fff",
        "MMM dd, yyyy",
        "MMM d, yyyy",
        "dd-MMM-yyyy",
        "dd MMM yyyy",
        "yyyyMMdd HH:mm:ss",
    ];

    /// <summary>Reads a time; one without an offset is UTC.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="dateFormats">The formats of the file's ambiguous dates.</param>
    /// <param name="time">The time.</param>
    public static bool TryParse(string text, string[] dateFormats, out DateTimeOffset time) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? TryFromNumber(number, out time)
            : RowTime.TryParse(text, out time)
                || DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Utc, out time)
                || (dateFormats.Length > 0 && DateTimeOffset.TryParseExact(text, dateFormats, CultureInfo.InvariantCulture, Utc, out time));

    private static bool TryFromNumber(decimal number, out DateTimeOffset time)
    {
        if (number >= ExcelDays.First && number <= ExcelDays.Last)
        {
            time = new DateTimeOffset(ExcelStart.AddSeconds((double)decimal.Round(number * 86_400)));
            return true;
        }

        time = default;
        if (number != decimal.Truncate(number) || number > long.MaxValue)
        {
            return false;
        }

        var whole = (long)number;
        var milliseconds =
            whole >= FirstNanoseconds ? whole / 1_000_000
            : whole >= FirstMicroseconds ? whole / 1_000
            : whole;
        var isTime = milliseconds < FirstWrongMilliseconds;
        time = isTime ? RowTime.Of(milliseconds) : default;
        return isTime;
    }
}
