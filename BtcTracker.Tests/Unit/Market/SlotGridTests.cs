using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class SlotGridTests
{
    [Theory]
    [InlineData("00:05:00", MarketMode.Live, "00:05:00")]
    [InlineData("5m", MarketMode.Live, "00:05:00")]
    [InlineData(" 90s ", MarketMode.Live, "00:01:30")]
    [InlineData("6h", MarketMode.Live, "06:00:00")]
    [InlineData("24h", MarketMode.Live, "1.00:00:00")]
    [InlineData("1.00:00:00", MarketMode.Live, "1.00:00:00")]
    [InlineData("1m", MarketMode.Live, "00:01:00")]
    [InlineData("1s", MarketMode.Demo, "00:00:01")]
    [InlineData("1s", MarketMode.Replay, "00:00:01")]
    [InlineData(null, MarketMode.Live, "00:05:00")]
    [InlineData("  ", MarketMode.Replay, "00:05:00")]
    [InlineData("", MarketMode.Demo, "00:00:10")]
    public void A_length_that_divides_a_day_makes_a_grid(string? text, MarketMode mode, string length) =>
        Assert.Equal(TimeSpan.Parse(length, CultureInfo.InvariantCulture), SlotGrid.Parse(text, mode).Interval);

    [Theory]
    [InlineData("7m", MarketMode.Live, "does not divide a day")]
    [InlineData("25h", MarketMode.Live, "does not divide a day")]
    [InlineData("2.00:00:00", MarketMode.Live, "does not divide a day")]
    [InlineData("00:00:01.5", MarketMode.Demo, "does not divide a day")]
    [InlineData("30s", MarketMode.Live, "is too short: live mode takes 00:01:00 or longer")]
    [InlineData("00:00:00.5", MarketMode.Demo, "is too short: demo mode takes 00:00:01 or longer")]
    [InlineData("5", MarketMode.Live, "is not a length of time")]
    [InlineData("five", MarketMode.Live, "is not a length of time")]
    [InlineData("0m", MarketMode.Live, "is not a length of time")]
    [InlineData("-5m", MarketMode.Live, "is not a length of time")]
    [InlineData("-00:05:00", MarketMode.Live, "is not a length of time")]
    [InlineData("1e3s", MarketMode.Live, "is not a length of time")]
    [InlineData("m", MarketMode.Live, "is not a length of time")]
    [InlineData("99999999999h", MarketMode.Live, "is not a length of time")]
    public void A_wrong_interval_says_what_is_allowed(string text, MarketMode mode, string message)
    {
        var error = Assert.Throws<FormatException>(() => SlotGrid.Parse(text, mode));

        Assert.Contains($"Ingest:Interval '{text}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5m", "2026-11-21T01:09:59.999Z", "2026-11-21T01:05:00Z", "2026-11-21T01:10:00Z")]
    [InlineData("5m", "2026-11-21T01:10:00Z", "2026-11-21T01:10:00Z", "2026-11-21T01:15:00Z")]
    [InlineData("6h", "2026-11-21T23:59:00Z", "2026-11-21T18:00:00Z", "2026-11-22T00:00:00Z")]
    [InlineData("90s", "2026-11-21T00:03:00+05:30", "2026-11-20T18:33:00Z", "2026-11-20T18:34:30Z")]
    public void An_instant_belongs_to_the_last_slot_not_after_it(string interval, string instant, string slot, string next)
    {
        var grid = SlotGrid.Parse(interval, MarketMode.Live);

        Assert.Equal(At(slot), grid.SlotOf(At(instant)));
        Assert.Equal(At(next), grid.NextSlot(At(instant)));
        Assert.Equal(TimeSpan.Zero, grid.SlotOf(At(instant)).Offset);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
