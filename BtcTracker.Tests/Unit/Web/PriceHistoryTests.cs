using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.History;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class PriceHistoryTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    private static readonly IReadOnlyList<Candle> Days = MarketData.Walk(Interval.OneDay, Now, 60);

    private static TimeRange Everything => new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    [Fact]
    public void What_was_read_replaces_the_tail_and_leaves_the_rest()
    {
        var history = WebSamples.HistoryOf(Interval.OneDay, Days);
        var better = Days[^1] with { Close = 1, Rank = CandleRank.Import };

        var replaced = history.Replace(Interval.OneDay, Everything, better.OpenTime, [better]);

        Assert.Equal([.. Days.Take(59), better], replaced.Stored(Interval.OneDay).ToArray());
    }

    [Fact]
    public void The_same_candles_are_the_same_history()
    {
        var history = WebSamples.HistoryOf(Interval.OneDay, Days);

        Assert.Same(history, history.Replace(Interval.OneDay, Everything, Days[50].OpenTime, [.. Days.Skip(50)]));
    }

    [Fact]
    public void What_is_too_old_is_forgotten()
    {
        var history = WebSamples.HistoryOf(Interval.OneDay, Days);

        var shorter = history.Replace(Interval.OneDay, Everything with { From = Days[10].OpenTime }, Days[^1].OpenTime, [Days[^1]]);

        Assert.Equal(50, shorter.Stored(Interval.OneDay).Length);
    }

    [Fact]
    public void Weeks_equal_a_batch_recomputation()
    {
        var history = WebSamples.HistoryOf(Interval.OneDay, Days);

        Assert.Equal(Rollup.ToInterval(Days, Interval.OneWeek), history.Read(Interval.OneWeek, Everything));
    }

    [Theory]
    [InlineData(144, "5m")]
    [InlineData(143, "1h")]
    public void A_range_takes_its_own_interval_from_half_of_its_candles_on(int fiveMinutes, string expected)
    {
        var history = WebSamples
            .HistoryOf(Interval.FiveMinutes, MarketData.Walk(Interval.FiveMinutes, Now.AddTicks(-1), fiveMinutes))
            .With(Interval.OneHour, MarketData.Walk(Interval.OneHour, Now, 30));

        Assert.Equal(expected, RangeHistory.Choose(history, HistoryRange.OneDay, Now).Interval.Code);
    }

    [Fact]
    public void Where_no_interval_has_half_the_one_with_the_most_candles_is_shown()
    {
        var history = WebSamples
            .HistoryOf(Interval.FiveMinutes, MarketData.Walk(Interval.FiveMinutes, Now, 5))
            .With(Interval.OneHour, MarketData.Walk(Interval.OneHour, Now, 2));

        Assert.Equal(Interval.FiveMinutes, RangeHistory.Choose(history, HistoryRange.OneDay, Now).Interval);
    }

    [Fact]
    public void The_first_minutes_are_shown_by_themselves_and_not_as_the_day_they_are_in()
    {
        var history = WebSamples
            .HistoryOf(Interval.FiveMinutes, MarketData.Walk(Interval.FiveMinutes, Now, 2))
            .With(Interval.OneHour, MarketData.Walk(Interval.OneHour, Now, 1))
            .With(Interval.OneDay, MarketData.Walk(Interval.OneDay, Now, 1));

        Assert.Equal(Interval.FiveMinutes, RangeHistory.Choose(history, HistoryRange.OneDay, Now).Interval);
    }

    [Theory]
    [InlineData("2024-03-31T12:00Z")]
    [InlineData("2026-11-20T12:34:56Z")]
    public void No_range_has_more_than_2400_candles(string now)
    {
        var at = Samples.At(now);
        var history = WebSamples
            .HistoryOf(Interval.FiveMinutes, MarketData.Walk(Interval.FiveMinutes, at, 2_400))
            .With(Interval.OneHour, MarketData.Walk(Interval.OneHour, at, 9_700))
            .With(Interval.OneDay, MarketData.Walk(Interval.OneDay, at, 6_500));

        Assert.All(
            HistoryRange.All,
            range =>
            {
                var chosen = RangeHistory.Choose(history, range, at);
                Assert.Equal(range.Interval, chosen.Interval);
                Assert.InRange(chosen.Candles.Count, 1, 2_400);
            }
        );
    }
}
