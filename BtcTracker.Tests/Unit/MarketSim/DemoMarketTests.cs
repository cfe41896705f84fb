using BtcTracker.Market;
using BtcTracker.MarketSim.Markets;

namespace BtcTracker.Tests.Unit.MarketSim;

[Trait("Level", "Unit")]
public sealed class DemoMarketTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 34, 56, TimeSpan.Zero);
    private readonly DemoMarket _market = new(1);

    [Fact]
    public void The_same_seed_makes_the_same_prices_and_another_seed_makes_others()
    {
        var day = new TimeRange(Now.AddDays(-1), Now);

        Assert.Equal(_market.Candles(Interval.FiveMinutes, day, Now), new DemoMarket(1).Candles(Interval.FiveMinutes, day, Now));
        Assert.Equal(_market.ReadAt(Now), new DemoMarket(1).ReadAt(Now));
        Assert.NotEqual(_market.ReadAt(Now)!.Price, new DemoMarket(2).ReadAt(Now)!.Price);
    }

    [Fact]
    public void A_price_is_pinned_so_that_a_change_of_the_story_is_seen() =>
        // Where it changes, MarketPlan.DemoVersion is raised: a table must not mix two stories.
        Assert.Equal(52373.30m, _market.ReadAt(Now)!.Price);

    [Fact]
    public void Each_known_month_closes_at_its_real_price()
    {
        var closes = MonthCloses.All;

        Assert.Equal((193, 0.06785m), (closes.Count, closes[0].Price));
        Assert.Equal(closes.Skip(1).Select(close => close.End), closes.SkipLast(1).Select(close => close.End.AddMonths(1)));
        Assert.All(
            closes,
            close =>
                Assert.Equal(
                    decimal.Round(decimal.Round(close.Price, 5), close.Price < 10 ? 5 : 2),
                    _market.Candles(Interval.FiveMinutes, new TimeRange(close.End.AddMinutes(-5), close.End), Now).Single().Close
                )
        );
    }

    [Fact]
    public void The_walk_goes_on_from_the_last_known_month_without_a_jump()
    {
        var end = MonthCloses.All[^1].End;
        var candles = _market.Candles(Interval.FiveMinutes, new TimeRange(end.AddHours(-1), end.AddHours(1)), Now).ToList();

        Assert.All(candles.Zip(candles.Skip(1)), pair => Assert.Equal(pair.First.Close, pair.Second.Open));
        Assert.All(candles, candle => Assert.InRange((candle.High / candle.Low) - 1, 0.0001m, 0.02m));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Every_day_since_2010_has_a_price_above_nothing_and_a_range_like_a_real_one(long seed)
    {
        var days = new DemoMarket(seed).Candles(Interval.OneDay, new TimeRange(DateTimeOffset.UnixEpoch, Now), Now).ToList();

        Assert.Equal(new DateTimeOffset(2010, 7, 17, 0, 0, 0, TimeSpan.Zero), days[0].OpenTime);
        Assert.All(days, day => Assert.True(day.Low > 0 && day.High > day.Low && day.Volume > 0));
        Assert.InRange(days.Average(day => (day.High / day.Low) - 1), 0.02m, 0.06m);
        Assert.InRange(days.Average(day => day.Volume!.Value), 3_000m, 40_000m);
        Assert.InRange(days.Max(day => day.High), 115_000m, 160_000m);
    }

    [Fact]
    public void A_closed_candle_never_changes()
    {
        var day = new TimeRange(Now.Date.ToUniversalTime().AddDays(-3), Now.AddDays(-2));

        Assert.Equal(_market.Candles(Interval.OneHour, day, Now), new DemoMarket(1).Candles(Interval.OneHour, day, Now.AddYears(1)));
    }

    [Fact]
    public void Coarse_candles_are_the_exact_roll_up_of_fine_ones()
    {
        var range = new TimeRange(new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero), Now);
        var fine = _market.Candles(Interval.FiveMinutes, range, Now).ToList();

        Assert.Equal(Rollup.ToInterval(fine, Interval.OneHour), _market.Candles(Interval.OneHour, range, Now));
        Assert.Equal(Rollup.ToInterval(fine, Interval.OneDay), _market.Candles(Interval.OneDay, range, Now));
    }

    [Fact]
    public void Every_quote_lies_inside_its_candle_forming_and_closed()
    {
        var openTime = Interval.FiveMinutes.OpenTimeOf(Now);
        for (var now = openTime; now < openTime.AddMinutes(5); now = now.AddSeconds(1))
        {
            var price = _market.ReadAt(now)!.Price;
            Assert.InRange(price, FiveMinutesAt(openTime, now).Low, FiveMinutesAt(openTime, now).High);
            Assert.InRange(price, FiveMinutesAt(openTime, Now.AddHours(1)).Low, FiveMinutesAt(openTime, Now.AddHours(1)).High);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(-9_000_000_000_000_000_000)]
    public void A_year_of_days_is_plausible(long seed)
    {
        var days = new DemoMarket(seed).Candles(Interval.OneDay, new TimeRange(Now.AddYears(-1), Now), Now).ToList();
        var moves = days.Zip(days.Skip(1), (before, after) => Math.Abs((after.Close / before.Close) - 1)).ToList();

        Assert.InRange(days.Count, 365, 367);
        Assert.All(days, day => Assert.InRange(day.Close, 30_000m, 180_000m));
        Assert.All(
            days,
            day =>
                Assert.True(
                    day.Low > 0 && day.Volume > 0 && day.Low <= Math.Min(day.Open, day.Close) && day.High >= Math.Max(day.Open, day.Close)
                )
        );
        Assert.InRange(moves.Average(), 0.008m, 0.04m);
        Assert.True(moves.Max() < 0.25m);
    }

    [Fact]
    public void Market_cap_is_price_times_a_supply_that_fits_the_time()
    {
        var reading = _market.ReadAt(Now)!;

        Assert.Equal(reading.Price * reading.CirculatingSupply, reading.MarketCap);
        Assert.InRange(reading.CirculatingSupply!.Value, 19_900_000m, 21_000_000m);
        Assert.Equal(19_687_500m, BitcoinSupply.At(new(2024, 4, 20, 0, 9, 0, TimeSpan.Zero)));
        Assert.InRange(BitcoinSupply.At(Now.AddYears(500)), 20_999_999m, 21_000_000m);
    }

    [Fact]
    public void Changes_agree_with_the_walk()
    {
        var (now, before) = (_market.ReadAt(Now)!, _market.ReadAt(Now.AddDays(-1))!);

        Assert.Equal(decimal.Round(((now.Price / before.Price) - 1) * 100, 8), now.Changes.Day);
    }

    private Candle FiveMinutesAt(DateTimeOffset openTime, DateTimeOffset now) =>
        _market.Candles(Interval.FiveMinutes, Interval.FiveMinutes.CandleAt(openTime), now).Single();
}
