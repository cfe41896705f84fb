using System.Collections.Concurrent;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Tests.App;

/// <summary>A source of candles that answers by a function, as a market does that never rests.</summary>
internal sealed class StubCandleSource(string name = "stub") : ICandleSource
{
    public string Name => name;

    public int MostCandles => 300;

    public DateTimeOffset Beginning { get; init; } = new(2015, 7, 20, 0, 0, 0, TimeSpan.Zero);

    public bool IsContinuous => true;

    public ConcurrentQueue<TimeRange> Asked { get; } = [];

    public Func<Interval, TimeRange, IEnumerable<Candle>> Answer { get; set; } = Whole;

    /// <summary>Every candle of a range.</summary>
    public static IEnumerable<Candle> Whole(Interval interval, TimeRange range)
    {
        for (var openTime = range.From; openTime < range.To; openTime += interval.Length)
        {
            yield return At(interval, openTime);
        }
    }

    /// <summary>One candle, the same at every time.</summary>
    public static Candle At(Interval interval, DateTimeOffset openTime) =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Interval = interval,
            OpenTime = openTime,
            Open = 60_000m,
            High = 60_002m,
            Low = 59_999m,
            Close = 60_001m,
            N = 1,
            Rank = CandleRank.Exchange,
            Source = "stub",
        };

    public Task<IReadOnlyList<Candle>> ReadCandlesAsync(
        Symbol symbol,
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        Asked.Enqueue(range);
        return Task.FromResult<IReadOnlyList<Candle>>([.. Answer(interval, range)]);
    }
}
