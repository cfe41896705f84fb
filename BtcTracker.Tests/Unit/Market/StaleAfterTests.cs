using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Market;

[Trait("Level", "Unit")]
public sealed class StaleAfterTests
{
    [Theory]
    [InlineData(MarketMode.Live, "00:01:00", "00:06:00")]
    [InlineData(MarketMode.Live, "00:02:00", "00:06:00")]
    [InlineData(MarketMode.Live, "00:05:00", "00:15:00")]
    [InlineData(MarketMode.Replay, "00:05:00", "03:00:00")]
    [InlineData(MarketMode.Replay, "06:00:00", "18:00:00")]
    [InlineData(MarketMode.Demo, "00:00:10", "00:00:30")]
    public void A_quote_is_stale_after_three_slots_or_three_periods_of_the_source_whichever_is_longer(
        MarketMode mode,
        string slotLength,
        string staleAfter
    ) => Assert.Equal(Time(staleAfter), IngestSchedule.StaleAfterOf(mode, Time(slotLength)));

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
