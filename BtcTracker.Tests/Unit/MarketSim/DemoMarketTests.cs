using BtcTracker.Market;
using BtcTracker.MarketSim.Markets;

namespace BtcTracker.Tests.Unit.MarketSim;

[Trait("Level", "Unit")]
public sealed class DemoMarketTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 34, 56, TimeSpan.Zero);
    private readonly DemoMarket _market = new(1);

    [Fact]
    public void The_same_seed_tells_the_same_story_and_another_seed_another()
    {
        var day = new TimeRange(Now.AddDays(-1), Now);

        Assert.Equal(_market.Candles(Interval.FiveMinutes, day, Now), new DemoMarket(1).Candles(Interval.FiveMinutes, day, Now));
        Assert.Equal(_market.ReadAt(Now), new DemoMarket(1).ReadAt(Now));
        Assert.NotEqual(_market.ReadAt(Now)!.Price, new DemoMarket(2).ReadAt(Now)!.Price);
    }

    [Fact]
    public void A_price_is_pinned_so_that_a_change_of_the_story_is_seen() =>
        Assert.Equal(87769.24m, _market.ReadAt(Now)!.Price);

    [Fact]
    public void What_is_closed_stays_as_it_was_told()
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
        Assert.All(days, day => Assert.True(day.Low > 0 && day.Volume > 0 && day.Low <= Math.Min(day.Open, day.Close) && day.High >= Math.Max(day.Open, day.Close)));
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
