using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Benchmarks.Data;

/// <summary>The longest history that the project's own sources give: days since 2010, five years of hours, one of five minutes.</summary>
internal static class LongestHistory
{
    private const string Variable = "BTCTRACKER_DATA";
    private const int FiveMinuteCandles = Readings.InAYear;
    private const int Hours = 5 * 8_766;
    private const int Days = 16 * 365;
    private const int Seed = 2010;

    /// <summary>Writes the candles, the latest quote and the schedule. Days are the real ones where their file is here.</summary>
    public static async Task WriteAsync(MarketExport export, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await export.WriteAsync(FindRealDays(now) ?? Walk(Interval.OneDay, now, Days), cancellationToken);
        await export.WriteAsync(Walk(Interval.OneHour, now, Hours), cancellationToken);
        await export.WriteAsync(Walk(Interval.FiveMinutes, now, FiveMinuteCandles), cancellationToken);
        await export.WriteQuoteAsync(Readings.At(Interval.FiveMinutes.OpenTimeOf(now), 92_481.17m), cancellationToken);
    }

    /// <summary>Rows of <c>date,open,high,low,close,…</c>, moved by whole days so that they end today.</summary>
    private static IEnumerable<Candle>? FindRealDays(DateTimeOffset now)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : Path.Combine(Paths.Root, "..", "shared", "data");
        var path = Path.Combine(folder, "btc-usd-daily.csv");
        if (!File.Exists(path))
        {
            Console.WriteLine($"{path} is not here, so the days are a walk; {Variable} names its folder.");
            return null;
        }

        var rows = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToList();
        var today = Interval.OneDay.OpenTimeOf(now);
        return rows.Select(
            (row, at) =>
                CandleOf(
                    Interval.OneDay,
                    today.AddDays(at + 1 - rows.Count),
                    Number(row[1]),
                    Number(row[2]),
                    Number(row[3]),
                    Number(row[4])
                )
        );
    }

    private static IEnumerable<Candle> Walk(Interval interval, DateTimeOffset now, int count)
    {
        var (random, latest, close) = (new Random(Seed), interval.OpenTimeOf(now), 92_481.17m);
        var step = 0.006m * (decimal)Math.Sqrt(interval.Length.TotalHours);
        for (var back = count - 1; back >= 0; back--)
        {
            var open = close;
            close = Math.Round(open * (1 + (step * ((decimal)random.NextDouble() - 0.5m))), 2);
            var (high, low) = (Math.Round(Math.Max(open, close) * 1.0007m, 2), Math.Round(Math.Min(open, close) * 0.9993m, 2));
            yield return CandleOf(
                interval,
                latest - (interval.Length * back),
                open,
                high,
                low,
                close,
                Math.Round(400 * (decimal)random.NextDouble(), 8)
            );
        }
    }

    private static Candle CandleOf(
        Interval interval,
        DateTimeOffset openTime,
        decimal open,
        decimal high,
        decimal low,
        decimal close,
        decimal? volume = null
    ) =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Interval = interval,
            OpenTime = openTime,
            Open = open,
            High = high,
            Low = low,
            Close = close,
            Volume = volume,
            VolumeUnit = volume is null ? null : "BTC",
            N = 1,
            Rank = CandleRank.Exchange,
            Source = "coinbase",
        };

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
