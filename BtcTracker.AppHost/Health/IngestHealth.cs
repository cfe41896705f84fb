using BtcTracker.Market;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BtcTracker.AppHost.Health;

/// <summary>Judges ingest by the schedule and the status that it publishes in the store.</summary>
public static class IngestHealth
{
    /// <summary>Healthy where the current or the previous slot is stored; else degraded with the reason.</summary>
    public static HealthCheckResult Judge(IngestSchedule? schedule, IngestStatus? status, DateTimeOffset now)
    {
        if (schedule is null || status is not { LastStoredSlot: { } latest })
        {
            return HealthCheckResult.Degraded($"It has stored no slot yet.{Failures(status)}");
        }

        var late = now - latest;
        return late < schedule.Interval * 2
            ? HealthCheckResult.Healthy($"It stored the slot {latest:u}.")
            : HealthCheckResult.Degraded(
                $"The last slot that it stored is {latest:u}, with a slot every {schedule.Interval:c}.{Failures(status)}"
            );
    }

    private static string Failures(IngestStatus? status) =>
        string.Concat(
            (status?.Sources ?? []).Where(source => source.Reason is not null).Select(source => $" {source.Name}: {source.Reason}")
        );
}
