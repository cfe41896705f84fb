using System.Collections.Concurrent;
using BtcTracker.Market;

namespace BtcTracker.MarketSim.Markets;

/// <summary>The walk as a market: five-minute candles of the walk, coarser ones rolled up from them exactly.</summary>
public sealed class DemoMarket(long seed) : ISimulatedMarket
{
    // All venues together trade more than the one whose candles are shown.
    private const decimal VenuesTogether = 40m;

    // The first day of which a price is on public record.
    private static readonly DateTimeOffset FirstDay = new(2010, 7, 17, 0, 0, 0, TimeSpan.Zero);

    private readonly DemoWalk _walk = new(seed);

    // A closed day never changes, and is computed from 288 five-minute candles.
    private readonly ConcurrentDictionary<DateTimeOffset, Candle> _closedDays = new();

    /// <inheritdoc />
    public MarketMode Mode => MarketMode.Demo;

    /// <inheritdoc />
    public MarketReading? ReadAt(DateTimeOffset now)
    {
        if (now < FirstDay.AddDays(90))
        {
            return null;
        }

        var second = now.ToUnixTimeSeconds();
        var price = PriceAt(second);
        var (volume, volumeBefore) = (VolumeUpTo(now), VolumeUpTo(now.AddDays(-1)));
        return new MarketReading(
            price,
            DateTimeOffset.FromUnixTimeSeconds(second),
            decimal.Round(volume * price * VenuesTogether, 8),
            decimal.Round(((volume / volumeBefore) - 1) * 100, 4),
            PriceChanges.Of(price, span => PriceAt(second - (long)span.TotalSeconds)),
            BitcoinSupply.At(now),
            decimal.Round(58m + (price / 100_000m), 4)
        );
    }

    /// <inheritdoc />
    public IEnumerable<Candle> Candles(Interval interval, TimeRange range, DateTimeOffset now)
    {
        var first = interval.OpenTimeOf(range.From < FirstDay ? FirstDay : range.From);
        return interval == Interval.FiveMinutes ? FiveMinutesFrom(first, range, now) : CoarseFrom(first, interval, range, now);
    }

    private IEnumerable<Candle> FiveMinutesFrom(DateTimeOffset first, TimeRange range, DateTimeOffset now)
    {
        foreach (var step in _walk.StepsFrom(first.ToUnixTimeSeconds()))
        {
            var openTime = DateTimeOffset.FromUnixTimeSeconds(step.Start);
            if (openTime >= range.To || openTime > now)
            {
                yield break;
            }

            if (openTime >= range.From)
            {
                yield return ToCandle(step, now);
            }
        }
    }

    private IEnumerable<Candle> CoarseFrom(DateTimeOffset first, Interval interval, TimeRange range, DateTimeOffset now)
    {
        for (var openTime = first; openTime < range.To && openTime <= now; openTime += interval.Length)
        {
            if (openTime >= range.From)
            {
                yield return CoarseAt(interval, openTime, now);
            }
        }
    }

    private Candle CoarseAt(Interval interval, DateTimeOffset openTime, DateTimeOffset now) =>
        interval == Interval.OneDay && openTime + interval.Length <= now
            ? _closedDays.GetOrAdd(openTime, day => RolledUp(interval, day, day + interval.Length))
            : RolledUp(interval, openTime, now);

    private Candle RolledUp(Interval interval, DateTimeOffset openTime, DateTimeOffset now) =>
        Rollup.ToInterval(Candles(Interval.FiveMinutes, interval.CandleAt(openTime), now), interval).Single();

    private Candle ToCandle(WalkStep step, DateTimeOffset now)
    {
        var volume = _walk.VolumeOf(step);
        var into = now.ToUnixTimeSeconds() - step.Start;
        return into >= DemoWalk.Step ? ToCandle(step, volume) : ToCandle(SoFar(step, into), volume * into / DemoWalk.Step);
    }

    // The forming candle shows what was, second by second, and nothing of what comes.
    private WalkStep SoFar(WalkStep step, long into)
    {
        var (high, low, last) = (step.Open, step.Open, step.Open);
        for (var second = step.Start; second <= step.Start + into; second++)
        {
            last = _walk.PriceIn(step, second);
            (high, low) = (Math.Max(high, last), Math.Min(low, last));
        }

        return step with
        {
            High = high,
            Low = low,
            Close = last,
        };
    }

    private decimal PriceAt(long second) => Dollars(_walk.PriceAt(second));

    private decimal VolumeUpTo(DateTimeOffset now)
    {
        var end = Interval.FiveMinutes.OpenTimeOf(now);
        return Candles(Interval.FiveMinutes, new TimeRange(end.AddDays(-1), end), end).Sum(candle => candle.Volume!.Value);
    }

    private static Candle ToCandle(WalkStep step, long volume) =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Interval = Interval.FiveMinutes,
            OpenTime = DateTimeOffset.FromUnixTimeSeconds(step.Start),
            Open = Dollars(step.Open),
            High = Dollars(step.High),
            Low = Dollars(step.Low),
            Close = Dollars(step.Close),
            Volume = volume / 100_000_000m,
            VolumeUnit = Symbol.BtcUsd.Base,
            N = 1,
            Rank = CandleRank.Exchange,
            Source = "walk",
        };

    // As exchanges quote it: in cents, and finer if a cent would be a large part of it.
    private static decimal Dollars(long price)
    {
        var dollars = price / (decimal)DemoWalk.Dollar;
        return dollars >= 10 ? decimal.Round(dollars, 2) : dollars;
    }
}
