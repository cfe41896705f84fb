using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class SlotLengthTests
{
    [Theory]
    [InlineData("00:00:00")]
    [InlineData("0s")]
    [InlineData("86401s")]
    public void No_time_at_all_and_more_than_a_day_of_seconds_are_no_length(string text) =>
        Assert.False(SlotGrid.TryParseLength(text, out _));

    [Theory]
    [InlineData("00:00:00.0000001", "00:00:00.0000001")]
    [InlineData("86400s", "1.00:00:00")]
    public void The_shortest_and_the_longest_length_are_read(string text, string length)
    {
        Assert.True(SlotGrid.TryParseLength(text, out var read));

        Assert.Equal(TimeSpan.Parse(length, CultureInfo.InvariantCulture), read);
    }
}
