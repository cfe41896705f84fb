using BtcTracker.Ingest.Health;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class WorkerHeartbeatTests
{
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void It_beats_as_long_as_the_loop_goes_round_and_not_when_it_hangs()
    {
        var heartbeat = new WorkerHeartbeat(_clock);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(heartbeat.IsBeating);

        heartbeat.Beat();
        _clock.Advance(TimeSpan.FromMinutes(2.1));
        Assert.False(heartbeat.IsBeating);

        heartbeat.Beat();
        Assert.True(heartbeat.IsBeating);
    }
}
