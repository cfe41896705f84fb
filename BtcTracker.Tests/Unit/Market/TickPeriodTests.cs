using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class TickPeriodTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(null, MarketMode.Live, 10)]
    [InlineData(" ", MarketMode.Live, 10)]
    [InlineData(null, MarketMode.Demo, 0)]
    [InlineData(null, MarketMode.Replay, 0)]
    [InlineData("0", MarketMode.Live, 0)]
    [InlineData("0s", MarketMode.Replay, 0)]
    [InlineData("00:00:00", MarketMode.Demo, 0)]
    [InlineData("2s", MarketMode.Live, 2)]
    [InlineData("00:00:05", MarketMode.Demo, 5)]
    [InlineData("5m", MarketMode.Live, 300)]
    public void A_right_setting_is_taken(string? text, MarketMode mode, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), TickPeriod.Parse(text, mode, FiveMinutes));

    [Theory]
    [InlineData(
        "soon",
        MarketMode.Live,
        "Ingest:Tick 'soon' is not a length of time. Use one such as 10s or 00:00:10, or 0 for no live tick."
    )]
    [InlineData("10", MarketMode.Live, "Ingest:Tick '10' is not a length of time.")]
    [InlineData("-5s", MarketMode.Live, "Ingest:Tick '-5s' is not a length of time.")]
    [InlineData("1s", MarketMode.Live, "Ingest:Tick '1s' must be from 00:00:02 to 00:05:00, the time between readings, or 0")]
    [InlineData("00:05:01", MarketMode.Demo, "Ingest:Tick '00:05:01' must be from 00:00:02 to 00:05:00, the time between readings, or 0")]
    [InlineData("10s", MarketMode.Replay, "Ingest:Tick '10s' is not valid in replay mode")]
    public void A_wrong_setting_is_refused_with_what_is_allowed(string text, MarketMode mode, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<FormatException>(() => TickPeriod.Parse(text, mode, FiveMinutes)).Message,
            StringComparison.Ordinal
        );
}
