using BtcTracker.AppHost.Health;
using BtcTracker.Market;
using BtcTracker.Tests.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BtcTracker.Tests.Unit.AppHost;

[Trait("Level", "Unit")]
public sealed class IngestHealthTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Slot = Samples.At("2026-11-20T12:00Z");
    private static readonly IngestSchedule Schedule = new(MarketMode.Live, FiveMinutes, Slot + FiveMinutes, FiveMinutes * 3);

    private static readonly SourceStatus Failing = new("coinbase", "Http", Slot, "503 Service Unavailable.", BreakerState.Closed, null);

    [Theory]
    [InlineData(0)]
    [InlineData(9.9)]
    public void It_is_healthy_while_the_current_or_the_previous_slot_is_stored(double minutesLater)
    {
        var health = IngestHealth.Judge(Schedule, Status(Slot), Slot.AddMinutes(minutesLater));
        Assert.Equal((HealthStatus.Healthy, "The slot 2026-11-20 12:00:00Z is stored."), (health.Status, health.Description));
    }

    [Fact]
    public void It_is_degraded_with_what_the_sources_said_once_two_slots_are_missing()
    {
        var health = IngestHealth.Judge(Schedule, Status(Slot, Failing), Slot.AddMinutes(10));
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(
            "The last stored slot is 2026-11-20 12:00:00Z, with a slot every 00:05:00. coinbase: 503 Service Unavailable.",
            health.Description
        );
    }

    [Fact]
    public void It_is_degraded_until_the_first_slot_is_stored()
    {
        Assert.Equal("No slot is stored yet.", IngestHealth.Judge(null, null, Slot).Description);
        Assert.Equal(
            "No slot is stored yet. coinbase: 503 Service Unavailable.",
            IngestHealth.Judge(Schedule, Status(null, Failing), Slot).Description
        );
    }

    private static IngestStatus Status(DateTimeOffset? latest, params SourceStatus[] sources) => new(Slot, latest, 0, 0, sources, null);
}
