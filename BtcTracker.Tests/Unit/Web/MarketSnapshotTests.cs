using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class MarketSnapshotTests
{
    private static readonly DateTimeOffset Slot = Samples.At("2026-11-20T12:00Z");

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, false)]
    public void A_quotes_candles_are_awaited_until_ingest_tells_the_slot_after_it(int nextSlotInMinutes, bool awaited)
    {
        var snapshot = new MarketSnapshot
        {
            ReadAt = Slot,
            Latest = MarketData.Quote(Slot, 92_000m),
            Schedule = MarketData.Schedule(Slot.AddMinutes(nextSlotInMinutes), TimeSpan.FromMinutes(5)),
        };

        Assert.Equal(awaited, snapshot.AwaitsCandles);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(-60, 0)]
    [InlineData(-5, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 10)]
    public void The_slot_that_is_awaited_is_the_first_that_ingest_reads_and_the_web_has_not_seen(int? latestInMinutes, int awaitedInMinutes)
    {
        var snapshot = new MarketSnapshot
        {
            ReadAt = Slot,
            Latest = latestInMinutes is { } minutes ? MarketData.Quote(Slot.AddMinutes(minutes), 92_000m) : null,
            Schedule = MarketData.Schedule(Slot.AddMinutes(5), TimeSpan.FromMinutes(5)),
        };

        Assert.Equal(Slot.AddMinutes(awaitedInMinutes), snapshot.AwaitedSlot);
    }
}
