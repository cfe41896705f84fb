using BtcTracker.Tests.Storage;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class LookPaceTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_store_is_left_alone_until_the_next_slot() =>
        Assert.Equal(TimeSpan.FromSeconds(20.3), LookPace.Wait(Now, Now.AddSeconds(20), FiveMinutes, vainLooks: 1));

    [Fact]
    public void Before_a_distant_slot_the_schedule_is_looked_at_each_minute() =>
        Assert.Equal(TimeSpan.FromSeconds(60), LookPace.Wait(Now, Now.AddHours(5), TimeSpan.FromHours(6), vainLooks: 0));

    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(1, 0.5)]
    [InlineData(4, 4)]
    [InlineData(6, 15)]
    [InlineData(1_000_000, 15)]
    public void After_the_slot_the_pauses_grow_to_a_limit(int vainLooks, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), LookPace.Wait(Now, Now, FiveMinutes, vainLooks));

    [Fact]
    public void Before_ingest_has_started_a_first_quote_is_soon_seen() =>
        Assert.Equal(TimeSpan.FromSeconds(3), LookPace.Wait(Now, null, null, vainLooks: 50));

    [Fact]
    public void History_is_read_whole_often_only_while_it_changes_and_never_more_than_a_tenth_of_the_time()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), LookPace.HistoryWait(changed: true, TimeSpan.FromMinutes(8), TimeSpan.FromSeconds(0.1)));
        Assert.Equal(TimeSpan.FromSeconds(20), LookPace.HistoryWait(changed: true, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.FromSeconds(10), LookPace.HistoryWait(changed: false, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(0.1)));
        Assert.Equal(TimeSpan.FromMinutes(30), LookPace.HistoryWait(changed: false, TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(0.1)));
    }
}
