using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A market's history for tests of the page: a walk that is the same every time, ending now.</summary>
internal static class MarketData
{
    private const int WritersAtOnce = 16;

    /// <summary>The last whole second, or one before it: a slot of the finest grid.</summary>
    public static DateTimeOffset Slot(int secondsAgo = 0) =>
        DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - secondsAgo);

    /// <summary>A quote with every figure that the page shows.</summary>
    public static Quote Quote(DateTimeOffset slot, decimal price, string source = "coinmarketcap") =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Slot = slot,
            AsOf = slot,
            Source = source,
            Price = price,
            MarketCap = Math.Round(price * 19_962_340.5m, 2),
            FullyDilutedMarketCap = price * 21_000_000m,
            MarketCapDominance = 58.4m,
            Volume24h = 31_204_551_870.21m,
            CirculatingSupply = 19_962_340.5m,
            TotalSupply = 19_962_340.5m,
            MaxSupply = 21_000_000m,
            Rank = 1,
        };

    /// <summary>The same quote as an exchange gives it, which knows no supply.</summary>
    public static Quote AsExchangeGives(this Quote quote) =>
        quote with
        {
            MarketCap = null,
            FullyDilutedMarketCap = null,
            MarketCapDominance = null,
            CirculatingSupply = null,
            TotalSupply = null,
            MaxSupply = null,
            Rank = null,
        };

    /// <summary>A schedule with a slot every interval, right after a quote.</summary>
    public static IngestSchedule Schedule(DateTimeOffset nextSlot, TimeSpan interval, MarketMode mode = MarketMode.Live) =>
        new(mode, interval, nextSlot, interval * 3);

    /// <summary>Candles that end with the forming one.</summary>
    public static IReadOnlyList<Candle> Walk(Interval interval, DateTimeOffset now, int count, decimal lastClose = 92_481.17m)
    {
        var (random, latest) = (new Random(20_101_026), interval.OpenTimeOf(now));
        var step = 0.012m * (decimal)Math.Sqrt(interval.Length.TotalHours / 6);
        var (close, candles) = (lastClose, new List<Candle>());
        for (var back = 0; back < count; back++)
        {
            var open = Math.Round(close / (1 + (step * ((decimal)random.NextDouble() - 0.495m))), 2);
            candles.Add(
                At(interval, latest - (interval.Length * back), open, close, Math.Round(40 + (160 * (decimal)random.NextDouble()), 4))
            );
            close = open;
        }

        candles.Reverse();
        return candles;
    }

    /// <summary>The days of a set of price files, moved by whole days so that they end today.</summary>
    public static IReadOnlyList<Candle> SixteenYears(string prices, DateTimeOffset now)
    {
        var rows = File.ReadLines(PriceFiles.Days(prices)).Skip(1).Select(line => line.Split(',')).ToList();
        var today = Interval.OneDay.OpenTimeOf(now);
        return [.. rows.Select((row, at) => Day(row, today.AddDays(at + 1 - rows.Count)))];
    }

    /// <summary>Stores candles, many at once.</summary>
    public static Task StoreAsync(IPriceWriter writer, IEnumerable<Candle> candles) =>
        Parallel.ForEachAsync(
            candles,
            new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (candle, cancellationToken) => await writer.TryPutCandleAsync(candle, cancellationToken)
        );

    /// <summary>Says that a backfill is running which has stored so many days, and nothing else.</summary>
    public static BackfillProgress Backfill(int days, int ofDays = 400, bool isRunning = true) =>
        new(
            TimeProvider.System.GetUtcNow(),
            isRunning,
            [new(Interval.OneDay, days, ofDays), new(Interval.OneHour, 0, 9_600), new(Interval.FiveMinutes, 0, 2_016)]
        );

    private static Candle At(Interval interval, DateTimeOffset openTime, decimal open, decimal close, decimal volume) =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Interval = interval,
            OpenTime = openTime,
            Open = open,
            High = Math.Max(open, close) * 1.001m,
            Low = Math.Min(open, close) * 0.999m,
            Close = close,
            Volume = volume,
            VolumeUnit = "BTC",
            N = 1,
            Rank = CandleRank.Exchange,
            Source = "coinbase",
        };

    private static Candle Day(string[] row, DateTimeOffset openTime)
    {
        decimal? Number(int column) =>
            decimal.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new Candle
        {
            Symbol = Symbol.BtcUsd,
            Interval = Interval.OneDay,
            OpenTime = openTime,
            Open = Number(1)!.Value,
            High = Number(2)!.Value,
            Low = Number(3)!.Value,
            Close = Number(4)!.Value,
            N = 1,
            Rank = CandleRank.Exchange,
            Source = "coinbase",
        };
    }
}
