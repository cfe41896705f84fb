using BtcTracker.Ingest.Backfill;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class BackfillPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Listing = new(2015, 7, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Days_begin_with_the_source_and_finer_candles_as_far_back_as_planned()
    {
        var starts = BackfillPlan
            .All.Where(plan => plan is { Era: WatermarkEra.SinceListing, IsAdvance: false })
            .ToDictionary(plan => plan.Interval, plan => plan.Start(null, Listing, Now));

        Assert.Equal(Listing, starts[Interval.OneDay]);
        Assert.Equal(Now.AddDays(-7), starts[Interval.FiveMinutes]);
        Assert.Equal(Now.AddDays(-400), starts[Interval.OneHour]);
    }

    [Fact]
    public void A_watermark_is_gone_on_from_however_old_it_is()
    {
        var watermark = Now.AddDays(-30);

        Assert.Equal(watermark, new BackfillPlan(Interval.FiveMinutes, TimeSpan.FromDays(7)).Start(watermark, Listing, Now));
    }
}
