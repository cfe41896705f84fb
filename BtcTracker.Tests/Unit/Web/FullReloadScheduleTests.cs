using BtcTracker.Tests.Storage;
using BtcTracker.Web.Polling;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class FullReloadScheduleTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    [Fact]
    public void Backfill_brings_the_next_one_forward_and_never_to_more_than_a_tenth_of_the_time()
    {
        var reloads = new FullReloadSchedule();
        reloads.Completed(Now, changed: false, TimeSpan.FromSeconds(2));
        reloads.Completed(Now, changed: false, TimeSpan.FromSeconds(2));

        reloads.BringForward();

        Assert.Equal(Now.AddSeconds(20), reloads.Next);
    }

    [Fact]
    public void An_import_makes_one_due_at_once()
    {
        var reloads = new FullReloadSchedule();
        reloads.Completed(Now, changed: false, TimeSpan.FromSeconds(2));

        reloads.RequestNow();

        Assert.True(reloads.Next < Now);
    }

    [Theory]
    [InlineData(true, 0.1, 5)]
    [InlineData(true, 2, 20)]
    [InlineData(false, 0.1, 10)]
    public void Reloads_are_frequent_only_while_they_find_something_and_never_take_more_than_a_tenth_of_the_time(
        bool changed,
        double took,
        double wait
    )
    {
        var reloads = new FullReloadSchedule();

        reloads.Completed(Now, changed, TimeSpan.FromSeconds(took));

        Assert.Equal(Now.AddSeconds(wait), reloads.Next);
    }

    [Fact]
    public void The_wait_grows_to_half_an_hour_while_nothing_changes()
    {
        var reloads = new FullReloadSchedule();
        for (var reload = 0; reload < 20; reload++)
        {
            reloads.Completed(Now, changed: false, TimeSpan.FromSeconds(0.1));
        }

        Assert.Equal(Now.AddMinutes(30), reloads.Next);
    }
}
