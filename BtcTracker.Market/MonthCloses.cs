using System.Globalization;

namespace BtcTracker.Market;

/// <summary>Bitcoin's real monthly closes. Demo's history passes through them, and imported files are checked against them.</summary>
/// <remarks>
/// Public figures, in <c>month-closes.csv</c>: the last close of each UTC month, in US dollars, of Mt. Gox in the first years, of an
/// average of exchanges from 2014-09 and of Coinbase's BTC-USD from 2020.
/// </remarks>
public static class MonthCloses
{
    private const string Resource = "month-closes.csv";

    /// <summary>Each month's end and close, oldest first, without a gap.</summary>
    public static IReadOnlyList<MonthClose> All { get; } = [.. Read()];

    /// <summary>
    /// The approximate price at an instant, interpolated between the surrounding closes; null outside their range.
    /// </summary>
    public static decimal? About(DateTimeOffset instant)
    {
        var next = All.TakeWhile(close => close.End <= instant).Count();
        if (next == 0 || next == All.Count)
        {
            return null;
        }

        var (before, after) = (All[next - 1], All[next]);
        return before.Price + ((after.Price - before.Price) * (instant - before.End).Ticks / (after.End - before.End).Ticks);
    }

    private static IEnumerable<MonthClose> Read()
    {
        using var stream = typeof(MonthCloses).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);

        // The first line names the columns.
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            var month = DateTimeOffset.ParseExact(line[..comma], "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            yield return new MonthClose(month.AddMonths(1), decimal.Parse(line[(comma + 1)..], CultureInfo.InvariantCulture));
        }
    }
}

/// <summary>A month's last price.</summary>
/// <param name="End">The first instant after the month, UTC.</param>
/// <param name="Price">US dollars for one bitcoin at that instant.</param>
public readonly record struct MonthClose(DateTimeOffset End, decimal Price);
