using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class TimeRangeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_range_holds_its_start_and_not_its_end()
    {
        var range = new TimeRange(Start, Start.AddHours(1));

        Assert.True(range.Contains(Start));
        Assert.True(range.Contains(Start.AddHours(1).AddTicks(-1)));
        Assert.False(range.Contains(Start.AddHours(1)));
        Assert.False(range.Contains(Start.AddTicks(-1)));
    }

    [Fact]
    public void An_instant_is_inside_in_every_offset() =>
        Assert.True(new TimeRange(Start, Start.AddHours(1)).Contains(Start.ToOffset(TimeSpan.FromHours(9))));

    [Fact]
    public void Its_length_is_the_time_between_its_ends()
    {
        Assert.Equal(TimeSpan.FromHours(1), new TimeRange(Start, Start.AddHours(1)).Length);
        Assert.False(new TimeRange(Start, Start).Contains(Start));
    }
}
