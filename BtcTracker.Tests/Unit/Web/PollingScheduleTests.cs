using BtcTracker.Tests.Storage;
using BtcTracker.Web.Polling;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class PollingScheduleTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_store_is_not_read_until_the_next_slot() =>
        Assert.Equal(TimeSpan.FromSeconds(20.3), PollingSchedule.NextDelay(Now, Now.AddSeconds(20), FiveMinutes, emptyPolls: 1));

    [Fact]
    public void Before_a_distant_slot_the_schedule_is_looked_at_each_minute() =>
        Assert.Equal(TimeSpan.FromSeconds(60), PollingSchedule.NextDelay(Now, Now.AddHours(5), TimeSpan.FromHours(6), emptyPolls: 0));

    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(1, 0.5)]
    [InlineData(4, 4)]
    [InlineData(6, 15)]
    [InlineData(1_000_000, 15)]
    public void After_the_slot_the_pauses_grow_to_a_limit(int emptyPolls, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), PollingSchedule.NextDelay(Now, Now, FiveMinutes, emptyPolls));

    [Fact]
    public void Before_ingest_has_started_a_first_quote_is_soon_seen() =>
        Assert.Equal(TimeSpan.FromSeconds(3), PollingSchedule.NextDelay(Now, null, null, emptyPolls: 50));
}
