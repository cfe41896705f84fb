using BtcTracker.Market;
using BtcTracker.Tests.App;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class CandleChecksTests
{
    private static readonly Candle Right = StubCandleSource.Whole(Interval.OneHour, Interval.OneHour.CandleAt(IngestParts.Noon)).Single();

    [Fact]
    public void A_price_that_no_quote_may_have_is_refused_in_a_candle_too()
    {
        Assert.Null(CandleChecks.FindProblem(Right with { High = CandleChecks.LargestPrice }));
        Assert.NotNull(CandleChecks.FindProblem(Right with { High = CandleChecks.LargestPrice + 0.01m }));
    }
}
