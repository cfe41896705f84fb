using BtcTracker.Ingest.Slots;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class AllExcludedTests
{
    [Fact]
    public void Where_every_vendor_that_responds_is_excluded_they_are_compared_with_each_other()
    {
        var comparison = new VendorComparison();
        comparison.Restore(new IngestStatus(IngestParts.Noon, null, 0, 0, [Excluded("coinbase"), Excluded("kraken")], null));

        var spread = comparison.Compare(
            IngestParts.Noon,
            [IngestParts.Quote(90_000m, IngestParts.Noon, "coinbase"), IngestParts.Quote(90_900m, IngestParts.Noon, "kraken")]
        );

        Assert.Equal(0.00995025m, spread);
        Assert.Equal((false, false), (comparison.IsLeftOut("coinbase"), comparison.IsLeftOut("kraken")));
    }

    private static SourceStatus Excluded(string name) => new(name, null, null, null, BreakerState.Closed, null) { LeftOut = true };
}
