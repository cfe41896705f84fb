using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class SnapshotBodiesTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    [Fact]
    public void What_was_asked_for_is_encoded_ahead_for_the_next_snapshots_and_nothing_else_is()
    {
        var first = Snapshot();
        first.Bodies.Stats.Ask();

        var second = After(first, Now.AddSeconds(1));
        var third = After(second, Now.AddSeconds(2));

        Assert.Single(second.Bodies.Encoded);
        Assert.NotNull(third.Bodies.Stats.Encoded);
        Assert.Single(third.Bodies.Encoded);
    }

    [Fact]
    public void What_was_asked_for_once_is_not_encoded_for_ever()
    {
        var asked = Snapshot();
        asked.Bodies.Ranges[HistoryRange.OneDay].In(Offers.Csv);

        var next = After(asked, Now.AddMinutes(5));
        var last = After(next, Now.AddMinutes(10));

        Assert.Single(next.Bodies.Encoded);
        Assert.Empty(last.Bodies.Encoded);
    }

    private static ServedSnapshot Snapshot() =>
        ServedSnapshot.First(new MarketSnapshot { ReadAt = Now, Latest = MarketData.Quote(Now, 64_000m) });

    private static ServedSnapshot After(ServedSnapshot before, DateTimeOffset now) =>
        before.Next(before.Data with { ReadAt = now }, quotes: null, now);
}
