using BtcTracker.Market;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class RollupTests
{
    private static readonly DateTimeOffset Midnight = Samples.At("2026-11-16T00:00:00Z");

    [Fact]
    public void Quotes_in_any_order_give_the_same_candle()
    {
        List<Quote> inOrder = [QuoteAt(0, 5m), QuoteAt(10, 9m), QuoteAt(20, 1m), QuoteAt(50, 4m)];
        var expected = Rollup.FromQuotes(inOrder, Interval.OneHour, Midnight)!;
        Assert.Equal((5m, 9m, 1m, 4m, 4), (expected.Open, expected.High, expected.Low, expected.Close, expected.N));

        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var shuffled = inOrder.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(expected, Rollup.FromQuotes(shuffled, Interval.OneHour, Midnight));
        }
    }

    [Fact]
    public void A_candle_of_quotes_is_own_without_volume_and_names_its_sources()
    {
        var candle = Rollup.FromQuotes(
            [QuoteAt(0, 1m, "kraken"), QuoteAt(5, 2m, "coinbase"), QuoteAt(10, 3m, "kraken")],
            Interval.OneHour,
            Midnight
        )!;

        Assert.Equal(CandleRank.Own, candle.Rank);
        Assert.Equal("coinbase+kraken", candle.Source);
        Assert.Null(candle.Volume);
        Assert.Null(candle.VolumeUnit);
    }

    [Fact]
    public void No_quotes_give_no_candle() => Assert.Null(Rollup.FromQuotes([], Interval.OneHour, Midnight));

    [Fact]
    public void A_quote_outside_its_candle_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Rollup.FromQuotes([QuoteAt(60, 1m)], Interval.OneHour, Midnight));
        Assert.Throws<ArgumentException>(() => Rollup.FromQuotes([QuoteAt(-1, 1m)], Interval.OneHour, Midnight));
    }

    [Fact]
    public void A_doubtful_part_gives_no_high_and_no_low_where_there_is_another()
    {
        var days = Enumerable.Range(0, 7).Select(day => CandleOf(Midnight.AddDays(day), Interval.OneDay, 100m)).ToList();
        var sure = Assert.Single(Rollup.ToInterval(days, Interval.OneWeek));
        days[3] = days[3] with { High = 9_000m, Low = 0.06m, Doubtful = true };

        Assert.Equal(sure, Assert.Single(Rollup.ToInterval(days, Interval.OneWeek)));
    }

    [Fact]
    public void A_candle_of_only_doubtful_parts_is_doubtful()
    {
        var days = Enumerable
            .Range(0, 7)
            .Select(day => CandleOf(Midnight.AddDays(day), Interval.OneDay, 100m) with { Low = 0.06m, Doubtful = true });

        var week = Assert.Single(Rollup.ToInterval(days, Interval.OneWeek));

        Assert.Equal((0.06m, true), (week.Low, week.Doubtful));
    }

    [Fact]
    public void A_candle_has_the_largest_spread_of_its_quotes_confirmed_or_not_and_none_of_outdated_ones()
    {
        Quote[] quotes =
        [
            QuoteAt(0, 1m) with
            {
                Spread = 0.002m,
            },
            QuoteAt(15, 2m) with
            {
                Spread = 0.003m,
                Confirmed = false,
            },
            QuoteAt(20, 3m),
            QuoteAt(30, 4m) with
            {
                Spread = 0.001m,
            },
            QuoteAt(45, 5m) with
            {
                Spread = 0.9m,
                Outdated = true,
            },
        ];

        Assert.Equal(0.003m, Rollup.FromQuotes(quotes, Interval.OneHour, Midnight)!.Spread);
        Assert.Null(Rollup.FromQuotes([quotes[2]], Interval.OneHour, Midnight)!.Spread);
    }

    [Fact]
    public void A_coarser_candle_has_the_largest_spread_that_is_known_of_its_parts()
    {
        decimal?[] spreads = [0.001m, null, 0.004m, 0m];
        var hours = spreads.Select((spread, at) => CandleOf(Midnight.AddHours(at), Interval.OneHour, 1m) with { Spread = spread }).ToList();

        Assert.Equal(0.004m, Assert.Single(Rollup.ToInterval(hours, Interval.FourHours)).Spread);
        Assert.Null(Assert.Single(Rollup.ToInterval([hours[1]], Interval.FourHours)).Spread);
    }

    [Theory]
    [InlineData("0.001", null, true)]
    [InlineData("0.001", "0.001", true)]
    [InlineData("0.001", "0.002", false)]
    [InlineData(null, "0.001", false)]
    public void A_candle_that_only_lacks_the_spread_has_the_same_values(string? stored, string? other, bool isSame)
    {
        var candle = CandleOf(Midnight, Interval.OneHour, 1m);

        Assert.Equal(isSame, (candle with { Spread = Number(stored) }).HasSameValuesAs(candle with { Spread = Number(other) }));
    }

    [Fact]
    public void Days_roll_up_to_weeks_from_Monday()
    {
        var days = Enumerable.Range(-1, 9).Select(day => CandleOf(Midnight.AddDays(day), Interval.OneDay, 100m + day));

        var weeks = Rollup.ToInterval(days, Interval.OneWeek).ToList();

        Assert.Equal([Midnight.AddDays(-7), Midnight, Midnight.AddDays(7)], weeks.Select(week => week.OpenTime));
        Assert.Equal([1, 7, 1], weeks.Select(week => week.N));
        Assert.Equal([99m, 106m, 107m], weeks.Select(week => week.Close));
    }

    [Fact]
    public void A_missing_candle_is_left_out_and_counted_by_nobody()
    {
        Candle[] hours =
        [
            CandleOf(Midnight, Interval.OneHour, 1m),
            CandleOf(Midnight.AddHours(3), Interval.OneHour, 2m),
            CandleOf(Midnight.AddHours(9), Interval.OneHour, 3m),
        ];

        var candles = Rollup.ToInterval(hours, Interval.FourHours).ToList();

        Assert.Equal([Midnight, Midnight.AddHours(8)], candles.Select(candle => candle.OpenTime));
        Assert.Equal([2, 1], candles.Select(candle => candle.N));
    }

    [Theory]
    [InlineData("1.5", "BTC", "2.25", "BTC", "3.75", "BTC")]
    [InlineData("1.5", "BTC", "2.25", "USD", null, null)]
    [InlineData("1.5", "BTC", null, null, null, null)]
    [InlineData(null, null, "2.25", "BTC", null, null)]
    [InlineData(null, null, null, null, null, null)]
    [InlineData("0", "BTC", "0", "BTC", "0", "BTC")]
    public void Volume_is_summed_only_where_every_part_has_it_in_one_unit(
        string? first,
        string? firstUnit,
        string? second,
        string? secondUnit,
        string? sum,
        string? unit
    )
    {
        Candle[] hours =
        [
            CandleOf(Midnight, Interval.OneHour, 1m) with
            {
                Volume = Number(first),
                VolumeUnit = firstUnit,
            },
            CandleOf(Midnight.AddHours(1), Interval.OneHour, 1m) with
            {
                Volume = Number(second),
                VolumeUnit = secondUnit,
            },
        ];

        var whole = Assert.Single(Rollup.ToInterval(hours, Interval.OneDay));

        Assert.Equal(Number(sum), whole.Volume);
        Assert.Equal(unit, whole.VolumeUnit);
    }

    [Fact]
    public void A_mixed_roll_up_is_worth_its_worst_part_and_names_each_source_once()
    {
        Candle[] days =
        [
            CandleOf(Midnight, Interval.OneDay, 1m) with
            {
                Rank = CandleRank.Import,
                Source = "import",
            },
            CandleOf(Midnight.AddDays(1), Interval.OneDay, 1m) with
            {
                Rank = CandleRank.Own,
                Source = "coinbase+kraken",
            },
            CandleOf(Midnight.AddDays(2), Interval.OneDay, 1m) with
            {
                Source = "coinbase",
            },
        ];

        var week = Assert.Single(Rollup.ToInterval(days, Interval.OneWeek));

        Assert.Equal(CandleRank.Own, week.Rank);
        Assert.Equal("coinbase+import+kraken", week.Source);
    }

    private static Quote QuoteAt(int minute, decimal price, string source = "coinbase") =>
        Samples.Quote("2026-11-16T00:00:00Z", price, source) with
        {
            Slot = Midnight.AddMinutes(minute),
        };

    private static Candle CandleOf(DateTimeOffset openTime, Interval interval, decimal close) =>
        Samples.Candle("2026-11-16T00:00:00Z", interval, close: close) with
        {
            OpenTime = openTime,
        };

    private static decimal? Number(string? text) =>
        text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
