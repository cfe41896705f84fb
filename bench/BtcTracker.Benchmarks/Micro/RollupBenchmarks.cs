using BenchmarkDotNet.Attributes;
using BtcTracker.Benchmarks.Data;
using BtcTracker.Market;

namespace BtcTracker.Benchmarks.Micro;

/// <summary>Coarser candles from what the store has.</summary>
[MemoryDiagnoser]
public class RollupBenchmarks
{
    private const int QuotesInADay = 288;
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Quote> _day = [.. Readings.EndingAt(Day.AddDays(1).AddSeconds(-1), QuotesInADay)];
    private readonly List<Candle> _hours = [.. Readings.CandlesOf(Readings.EndingAt(Day, Readings.InAYear), Interval.OneHour)];

    /// <summary>288 quotes to their day, as ingest does once a minute.</summary>
    [Benchmark]
    public Candle? QuotesToDay() => Rollup.FromQuotes(_day, Interval.OneDay, Day);

    /// <summary>8,760 hours to four-hour candles, as the range 1Y does once a reading.</summary>
    [Benchmark]
    public int YearOfHoursToFourHours() => Rollup.ToInterval(_hours, Interval.FourHours).Count();
}
