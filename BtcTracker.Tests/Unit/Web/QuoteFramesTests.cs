using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class QuoteFramesTests
{
    private static readonly long First = Samples.At("2026-11-20T12:00Z").ToUnixTimeSeconds();

    [Fact]
    public void What_is_read_at_the_start_is_complete_from_where_the_reading_began()
    {
        var frames = QuoteFrames.None.Append(Quotes(First, 2), First - 100);

        Assert.Equal((2, First - 100), (frames.All.Length, frames.CompleteAfter));
    }

    [Fact]
    public void The_last_quote_that_went_is_where_completeness_begins()
    {
        var frames = QuoteFrames
            .None.Append(Quotes(First, QuoteFrames.Remembered), First - 1)
            .Append(Quotes(First + QuoteFrames.Remembered, 2), First + QuoteFrames.Remembered - 1);

        Assert.Equal((QuoteFrames.Remembered, First + 1), (frames.All.Length, frames.CompleteAfter));
        Assert.Equal(First + 2, frames.All[0].Slot);
    }

    [Fact]
    public void Quotes_before_a_hole_are_not_kept()
    {
        // The store was away for longer than is caught up.
        var frames = QuoteFrames.None.Append(Quotes(First, 5), First - 1).Append(Quotes(First + 1_000, 2), First + 900);

        Assert.Equal((2, First + 900), (frames.All.Length, frames.CompleteAfter));
    }

    private static IEnumerable<QuoteBody> Quotes(long first, int count) =>
        Enumerable
            .Range(0, count)
            .Select(second => MarketData.Quote(DateTimeOffset.FromUnixTimeSeconds(first + second), 64_000m))
            .Select(quote => QuoteBody.Of(quote, new MarketSnapshot { ReadAt = quote.Slot }));
}
