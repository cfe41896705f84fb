using BtcTracker.Market;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BtcTracker.AppHost.Health;

/// <summary>Evaluates ingest's health from the schedule and the status that it publishes in the store.</summary>
public static class IngestHealth
{
    /// <summary>Healthy if the current or the previous slot is stored; otherwise degraded, with the reason.</summary>
    public static HealthCheckResult Judge(IngestSchedule? schedule, IngestStatus? status, DateTimeOffset now)
    {
        if (schedule is null || status is not { LastStoredSlot: { } latest })
        {
            return HealthCheckResult.Degraded($"No slot is stored yet.{Failures(status)}");
        }

        var late = now - latest;
        return late < schedule.Interval * 2
            ? HealthCheckResult.Healthy($"The slot {latest:u} is stored.")
            : HealthCheckResult.Degraded($"The last stored slot is {latest:u}, with a slot every {schedule.Interval:c}.{Failures(status)}");
    }

    private static string Failures(IngestStatus? status) =>
        string.Concat(
            (status?.Sources ?? []).Where(source => source.Reason is not null).Select(source => $" {source.Name}: {source.Reason}")
        );
}
