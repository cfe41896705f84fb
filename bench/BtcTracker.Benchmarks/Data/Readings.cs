using BtcTracker.Market;

namespace BtcTracker.Benchmarks.Data;

/// <summary>Readings of a market that walks at random, the same at every run but for their times, which end now.</summary>
internal static class Readings
{
    /// <summary>Five-minute readings in a year.</summary>
    public const int InAYear = 105_120;

    /// <summary>The time between readings.</summary>
    public static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(5);

    private const int Seed = 20_101_026;
    private const decimal FirstPrice = 42_288.58m;

    /// <summary>How far the price goes in five minutes at most, as a share of it; about what Bitcoin's does.</summary>
    private const decimal Step = 0.003m;

    /// <summary>Readings, oldest first; the latest is of the last slot.</summary>
    public static IEnumerable<Quote> EndingAt(DateTimeOffset now, int count)
    {
        var latest = Interval.FiveMinutes.OpenTimeOf(now);
        var (random, price) = (new Random(Seed), FirstPrice);
        for (var back = count - 1; back >= 0; back--)
        {
            price = Walk(price, random);
            yield return At(latest - (Rhythm * back), price, Math.Round((decimal)random.NextDouble() * 8 - 4, 8));
        }
    }

    /// <summary>The candles that readings, oldest first, fall in.</summary>
    public static IEnumerable<Candle> CandlesOf(IEnumerable<Quote> quotes, Interval interval)
    {
        var together = new List<Quote>();
        foreach (var quote in quotes)
        {
            if (together.Count > 0 && interval.OpenTimeOf(together[0].Slot) != interval.OpenTimeOf(quote.Slot))
            {
                yield return Candle(together, interval);
                together.Clear();
            }

            together.Add(quote);
        }

        if (together.Count > 0)
        {
            yield return Candle(together, interval);
        }
    }

    /// <summary>A reading with the figures that CoinMarketCap gives.</summary>
    public static Quote At(DateTimeOffset slot, decimal price, decimal change = 1.25m) =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Slot = slot,
            AsOf = slot,
            Source = "coinmarketcap",
            Price = price,
            MarketCap = Math.Round(price * 19_962_340.5m, 2),
            FullyDilutedMarketCap = price * 21_000_000m,
            MarketCapDominance = 58.4m,
            Volume24h = Math.Round(price * 337_412.75m, 2),
            PercentChange1h = change / 8,
            PercentChange24h = change,
            PercentChange7d = change * 3,
            PercentChange30d = change * 7,
            CirculatingSupply = 19_962_340.5m,
            TotalSupply = 19_962_340.5m,
            MaxSupply = 21_000_000m,
            Rank = 1,
        };

    private static decimal Walk(decimal price, Random random)
    {
        // Drawn back to its middle, so that ten years neither vanish nor explode.
        var drift = (FirstPrice - price) / FirstPrice * 0.00001m;
        return Math.Round(price * (1 + drift + (Step * ((decimal)random.NextDouble() - 0.5m))), 2);
    }

    private static Candle Candle(List<Quote> quotes, Interval interval) =>
        Rollup.FromQuotes(quotes, interval, interval.OpenTimeOf(quotes[0].Slot))!;
}
