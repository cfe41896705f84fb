using BtcTracker.Tests.Storage;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class WholeReadingsTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    [Fact]
    public void Backfill_brings_the_next_one_forward_and_never_to_more_than_a_tenth_of_the_time()
    {
        var readings = new WholeReadings();
        readings.Count(Now, changed: false, TimeSpan.FromSeconds(2));
        readings.Count(Now, changed: false, TimeSpan.FromSeconds(2));

        readings.BringForward();

        Assert.Equal(Now.AddSeconds(20), readings.Next);
    }

    [Fact]
    public void An_import_makes_one_due_at_once()
    {
        var readings = new WholeReadings();
        readings.Count(Now, changed: false, TimeSpan.FromSeconds(2));

        readings.MakeDue();

        Assert.True(readings.Next < Now);
    }
}
