using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.MarketSim.Markets;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Market;

/// <summary>The rule by which a candle is suspect, and by which another source confirms or refutes it.</summary>
[Trait("Level", "Unit")]
public sealed class WickTests
{
    private static readonly DateTimeOffset First = Samples.At("2026-11-01T00:00Z");

    [Theory]
    [InlineData(1_180, 2_360, 590, false)]
    [InlineData(1_180, 2_360.01, 590, true)]
    [InlineData(1_180, 2_360, 589.99, true)]
    [InlineData(1_180, 1_181, 0.06, true)]
    public void Beyond_twice_and_half_of_what_its_neighbours_closed_at_a_candle_is_suspect(
        double close,
        double high,
        double low,
        bool suspect
    )
    {
        var days = Days(7, (decimal)close);
        days[3] = days[3] with { High = (decimal)high, Low = (decimal)low };

        Assert.Equal(suspect ? [days[3].OpenTime] : [], Wick.Find(days, []).Select(wick => wick.Candle.OpenTime));
    }

    [Fact]
    public void The_median_of_the_neighbours_counts_so_that_a_wrong_close_makes_no_neighbour_suspect()
    {
        var days = Days(12, 1_180m);
        days[4] = days[4] with { Low = 0.06m, Close = 0.06m };
        days[6] = days[6] with { Low = 0.07m, Close = 0.07m };

        Assert.Equal([days[4].OpenTime, days[6].OpenTime], Wick.Find(days, []).Select(wick => wick.Candle.OpenTime));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void The_first_and_the_last_candle_are_judged_by_what_there_is(int place)
    {
        var days = Days(8, 1_180m);
        days[place] = days[place] with { Low = 0.06m };

        Assert.Equal(days[place], Assert.Single(Wick.Find(days, [])).Candle);
    }

    [Fact]
    public void A_single_candle_is_judged_by_those_that_are_known_around_it_and_by_three_at_least()
    {
        var days = Days(4, 1_180m);
        var wick = days[3] with { Low = 0.06m };

        Assert.Empty(Wick.Find([wick], days.Skip(1).Take(2)));
        Assert.Equal(1_180m, Assert.Single(Wick.Find([wick], days.Take(3))).Typical);
    }

    [Fact]
    public void Candles_from_before_a_hole_are_no_neighbours()
    {
        var days = Days(4, 1_180m);

        Assert.Empty(Wick.Find([days[0] with { OpenTime = First.AddDays(90), Low = 0.06m }], days));
    }

    [Theory]
    [InlineData(0.06, true, false)]
    [InlineData(0.075, true, false)]
    [InlineData(0.0751, false, false)]
    [InlineData(300, false, false)]
    [InlineData(1_100, false, true)]
    public void Another_sources_low_confirms_within_a_quarter_and_refutes_where_it_is_not_suspect(double low, bool confirms, bool refutes)
    {
        var day = Days(1, 1_180m)[0];
        var wick = new Wick(day with { Low = 0.06m }, 1_180m);
        var other = day with { Low = (decimal)low, Source = "bitstamp" };

        Assert.Equal((confirms, refutes), (wick.IsConfirmedBy(other), wick.IsRefutedBy(other)));
    }

    [Fact]
    public void A_high_does_not_confirm_a_low()
    {
        var day = Days(1, 1_180m)[0];

        Assert.False(new Wick(day with { Low = 0.06m }, 1_180m).IsConfirmedBy(day with { High = 9_000m }));
    }

    [Fact]
    public void Of_the_generated_days_only_the_first_is_suspect_which_trebled() =>
        Assert.Equal(Samples.At("2010-07-17"), Assert.Single(Wick.Find(DaysOf(PriceFiles.Generated), [])).Candle.OpenTime);

    [TakesSeconds]
    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public void No_day_or_hour_of_the_demo_is_suspect(long seed)
    {
        var (market, now) = (new DemoMarket(seed), Samples.At("2026-11-20T12:00Z"));

        Assert.Empty(Wick.Find([.. market.Candles(Interval.OneDay, new TimeRange(First.AddYears(-16), now), now)], []));
        Assert.Empty(Wick.Find([.. market.Candles(Interval.OneHour, new TimeRange(First.AddDays(-400), now), now)], []));
    }

    [OfRealPrices]
    [Fact]
    public void No_real_day_or_hour_since_Coinbases_listing_is_suspect_though_many_moved_by_more_than_a_quarter()
    {
        var days = DaysOf(PriceFiles.Real);
        var listing = Samples.At("2015-07-20T00:00Z");

        var suspect = Wick.Find(days, [])
            .Select(wick => wick.Candle.OpenTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .ToList();

        Assert.Equal(31, days.Zip(days.Skip(1)).Count(pair => Math.Abs((pair.Second.Close / pair.First.Close) - 1) > 0.25m));
        Assert.Empty(Wick.Find([.. days.Where(day => day.OpenTime >= listing)], []));

        // Of one venue: the end of Mt. Gox, and some days of cents.
        Assert.Equal(["2010-09-14", "2010-10-08", "2010-11-06", "2013-04-12"], suspect.Take(4));
        Assert.All(suspect.Skip(4), day => Assert.InRange(day, "2014-02-20", "2014-03-01", StringComparer.Ordinal));
        Assert.Empty(Wick.Find(Read(PriceFiles.Hours(PriceFiles.Real), Interval.OneHour), []));
    }

    private static List<Candle> Days(int count, decimal close) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(day =>
                    Samples.Candle("2026-11-01T00:00Z", Interval.OneDay) with
                    {
                        OpenTime = First.AddDays(day),
                        Open = close,
                        High = close + 1,
                        Low = close - 1,
                        Close = close,
                    }
                ),
        ];

    private static List<Candle> DaysOf(string prices) => Read(PriceFiles.Days(prices), Interval.OneDay);

    private static List<Candle> Read(string path, Interval interval)
    {
        using var file = PriceFile.Open(path);
        return [.. file.ReadCandles(new CandleDefaults(interval, "file"))];
    }
}
