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
}
