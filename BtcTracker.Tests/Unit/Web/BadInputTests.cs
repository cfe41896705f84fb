using BtcTracker.Tests.Storage;
using BtcTracker.Web.Api;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class BadInputTests
{
    [Theory]
    [InlineData("1709596800", "2024-03-05T00:00Z")]
    [InlineData("-1", "1969-12-31T23:59:59Z")]
    [InlineData("2024-03-05", "2024-03-05T00:00Z")]
    [InlineData("2024-03-05T14:30", "2024-03-05T14:30Z")]
    [InlineData("2024-03-05T14:30:00Z", "2024-03-05T14:30Z")]
    [InlineData("2024-03-05T14:30:00.000Z", "2024-03-05T14:30Z")]
    [InlineData("2024-03-05T14:30:00-06:00", "2024-03-05T20:30Z")]
    public void A_time_is_iso_8601_or_seconds_and_without_an_offset_utc(string text, string expected)
    {
        Assert.True(BadInput.TryParseTime(text, out var time));
        Assert.Equal(Samples.At(expected), time);
    }

    [Theory]
    [InlineData("05.03.2024")]
    [InlineData("2024-13-01")]
    [InlineData("1709596800000000000")]
    [InlineData("NaN")]
    [InlineData(" 1709596800")]
    [InlineData("2024-03-05T14:30:00 01:00")]
    public void Anything_else_is_refused(string text) => Assert.False(BadInput.TryParseTime(text, out _));
}
