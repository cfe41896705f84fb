using BtcTracker.Deploy.Options;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
public sealed class ScheduleTextTests
{
    [Theory]
    [InlineData("cron(0 0/6 * * ? *)")]
    [InlineData("cron(0/5 * * * ? *)")]
    [InlineData("cron(15 10 ? * 6L 2026-2030)")]
    [InlineData("cron(0 18 ? * MON-FRI *)")]
    [InlineData("cron(0 8 1 * ? *)")]
    [InlineData("cron(0,30 8 LW JAN,jul ? *)")]
    [InlineData("cron(0 8 3W * ? *)")]
    [InlineData("cron(0 8 ? * 3#2 *)")]
    [InlineData("rate(1 hour)")]
    [InlineData("rate(6 hours)")]
    public void AWS_takes_it(string schedule) => Assert.Null(ScheduleText.Problem(schedule));

    [Theory]
    [InlineData("every 6 hours", "write cron(")]
    [InlineData("0 */6 * * *", "write cron(")]
    [InlineData("cron(0 */6 * * *)", "has six fields")]
    [InlineData("cron(0 0/6 * * ? * *)", "this one has 7")]
    [InlineData("cron(0 0/6 ? * ? *)", "exactly one of")]
    [InlineData("cron(60 * * * ? *)", "minutes '60' is not allowed: take 0 to 59")]
    [InlineData("cron(0 24 * * ? *)", "hours '24'")]
    [InlineData("cron(0 0 0 * ? *)", "day-of-month '0'")]
    [InlineData("cron(0 0 * 13 ? *)", "month '13'")]
    [InlineData("cron(0 0 ? * 8 *)", "day-of-week '8'")]
    [InlineData("cron(0 0 * * ? 1969)", "year '1969'")]
    [InlineData("cron(30-10 * * * ? *)", "minutes '30-10'")]
    [InlineData("cron(0/0 * * * ? *)", "minutes '0/0'")]
    [InlineData("cron(? * * * ? *)", "minutes '?'")]
    [InlineData("cron(0 0 L,15 * ? *)", "day-of-month 'L,15'")]
    [InlineData("cron(0 0 ?,1 * ? *)", "day-of-month '?,1'")]
    [InlineData("cron(0 0 ? * 6L,2 *)", "day-of-week '6L,2'")]
    [InlineData("rate(6 hours)\n", "write cron(")]
    [InlineData("cron(0 0/6 * * ? *)\n", "write cron(")]
    [InlineData("rate(0 hours)", "counts from 1")]
    [InlineData("rate(1 hours)", "the unit is")]
    [InlineData("rate(6 hour)", "the unit is")]
    [InlineData("rate(6 weeks)", "write cron(")]
    public void AWS_would_refuse_it(string schedule, string reason) =>
        Assert.Contains(reason, ScheduleText.Problem(schedule), StringComparison.Ordinal);

    [Theory]
    [InlineData("00:01:00", "cron(0/1 * * * ? *)")]
    [InlineData("00:05:00", "cron(0/5 * * * ? *)")]
    [InlineData("01:00:00", "cron(0 0/1 * * ? *)")]
    [InlineData("06:00:00", "cron(0 0/6 * * ? *)")]
    [InlineData("1.00:00:00", "cron(0 0 * * ? *)")]
    [InlineData("01:30:00", null)]
    [InlineData("00:07:30", null)]
    public void An_intervals_grid_is_a_schedule_that_AWS_takes(string interval, string? schedule)
    {
        Assert.Equal(schedule, ScheduleText.OfGrid(TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.True(schedule is null || ScheduleText.Problem(schedule) is null);
    }

    [Theory]
    [InlineData("cron(0 0/6 * * ? *)", 360)]
    [InlineData("cron(0 */6 * * ? *)", 360)]
    [InlineData("cron(0 * * * ? *)", 60)]
    [InlineData("cron(* * * * ? *)", 1)]
    [InlineData("rate(6 hours)", 360)]
    [InlineData("rate(1 minute)", 1)]
    [InlineData("rate(1 day)", 1440)]
    [InlineData("cron(0 9,17 * * ? *)", null)]
    [InlineData(null, null)]
    public void A_regular_schedule_has_an_interval(string? schedule, int? minutes) =>
        Assert.Equal(minutes, (int?)ScheduleText.IntervalOf(schedule)?.TotalMinutes);
}
