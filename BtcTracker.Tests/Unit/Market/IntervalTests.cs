using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class IntervalTests
{
    [Theory]
    [InlineData("5m", "2026-11-21T01:09:59.9999999Z", "2026-11-21T01:05:00Z")]
    [InlineData("5m", "2026-11-21T01:10:00Z", "2026-11-21T01:10:00Z")]
    [InlineData("1h", "2026-11-21T01:59:59Z", "2026-11-21T01:00:00Z")]
    [InlineData("4h", "2026-11-21T23:59:59Z", "2026-11-21T20:00:00Z")]
    [InlineData("1d", "2024-02-29T23:59:59Z", "2024-02-29T00:00:00Z")]
    [InlineData("1w", "2026-11-21T01:00:00Z", "2026-11-16T00:00:00Z")]
    [InlineData("1w", "2026-11-16T00:00:00Z", "2026-11-16T00:00:00Z")]
    [InlineData("1w", "2026-11-15T23:59:59Z", "2026-11-09T00:00:00Z")]
    [InlineData("1w", "1970-01-01T00:00:00Z", "1969-12-29T00:00:00Z")]
    [InlineData("1h", "1969-12-31T23:30:00Z", "1969-12-31T23:00:00Z")]
    public void An_instant_falls_into_the_candle_of_its_grid(string code, string instant, string openTime)
    {
        Assert.True(Interval.TryParse(code, out var interval));

        Assert.Equal(At(openTime), interval.OpenTimeOf(At(instant)));
    }

    [Fact]
    public void The_offset_of_an_instant_does_not_move_the_grid()
    {
        var openTime = Interval.OneDay.OpenTimeOf(At("2026-11-21T01:00:00+05:30"));

        Assert.Equal(At("2026-11-20T00:00:00Z"), openTime);
        Assert.Equal(TimeSpan.Zero, openTime.Offset);
    }

    [Fact]
    public void Weeks_start_on_Monday()
    {
        var days = Enumerable.Range(0, 400).Select(day => At("2025-12-25T12:00:00Z").AddDays(day));

        Assert.All(
            days,
            day =>
            {
                var start = Interval.OneWeek.OpenTimeOf(day);
                Assert.Equal(DayOfWeek.Monday, start.DayOfWeek);
                Assert.True(Interval.OneWeek.CandleAt(start).Contains(day));
            }
        );
    }

    [Fact]
    public void Codes_are_found_again_and_are_case_sensitive()
    {
        Assert.All(Interval.All, interval => Assert.True(Interval.TryParse(interval.Code, out var found) && found == interval));
        Assert.All(["1D", "1W", "", "2h", " 1h", null], code => Assert.False(Interval.TryParse(code, out _)));
    }

    [Fact]
    public void What_is_not_stored_is_rolled_up_from_a_finer_stored_interval()
    {
        Assert.Equal(
            [Interval.FiveMinutes, Interval.OneHour, Interval.OneHour, Interval.OneDay, Interval.OneDay],
            Interval.All.Select(interval => interval.StoredAs)
        );
        Assert.All(Interval.All, interval => Assert.Contains(interval.StoredAs, Interval.Stored));
        Assert.All(Interval.All, interval => Assert.Equal(0, interval.Length.Ticks % interval.StoredAs.Length.Ticks));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
