using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.History;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>A span in few rows, of what is in memory: eight days of five minutes, 400 days of hours, and every day.</summary>
[Trait("Level", "Unit")]
public sealed class BriefHistoryTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    private static readonly PriceHistory History = WebSamples
        .HistoryOf(Interval.FiveMinutes, MarketData.Walk(Interval.FiveMinutes, Now, 2_304))
        .With(Interval.OneHour, MarketData.Walk(Interval.OneHour, Now, 9_600))
        .With(Interval.OneDay, MarketData.Walk(Interval.OneDay, Now, 8_000));

    [Theory]
    [InlineData(1, 0, "5m", 288)]
    [InlineData(3, 0, "5m", 864)]
    [InlineData(7, 0, "1h", 168)]
    [InlineData(10, 9, "1h", 24)]
    [InlineData(90, 0, "4h", 540)]
    [InlineData(365, 0, "1d", 365)]
    [InlineData(500, 499, "1d", 1)]
    [InlineData(1_001, 0, "1w", 143)]
    public void The_finest_interval_that_is_in_memory_and_needs_a_thousand_rows_at_most_is_taken(
        int fromDaysAgo,
        int toDaysAgo,
        string interval,
        int rows
    )
    {
        var brief = BriefHistory.Of(History, new TimeRange(Now.AddDays(-fromDaysAgo), Now.AddDays(-toDaysAgo)));

        Assert.Equal(interval, brief.Interval.Code);
        Assert.InRange(brief.Candles.Count, rows, rows + 1);
        Assert.False(brief.IsCut);
    }

    [Fact]
    public void Where_even_weeks_are_too_many_the_latest_are_left()
    {
        var brief = BriefHistory.Of(History, new TimeRange(Now.AddDays(-7_900), Now));

        Assert.Equal((1_000, true), (brief.Candles.Count, brief.IsCut));
        Assert.Equal(Interval.OneWeek.OpenTimeOf(Now), brief.Candles[^1].OpenTime);
    }

    [Fact]
    public void Of_nothing_there_is_nothing() =>
        Assert.Empty(BriefHistory.Of(PriceHistory.Empty, new TimeRange(Now.AddDays(-1), Now)).Candles);
}
