using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Snapshots;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BtcTracker.Web.Hosting;

/// <summary>
/// Whether prices can be served: healthy, or degraded with the reason; unhealthy only if there is no data because the store
/// does not answer.
/// </summary>
public sealed class SnapshotHealth(CurrentSnapshot current, TimeProvider clock) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Judge(current.Value, clock.GetUtcNow()));

    private static HealthCheckResult Judge(MarketSnapshot snapshot, DateTimeOffset now) =>
        snapshot switch
        {
            { Latest: null, StoreDownSince: { } since } => HealthCheckResult.Unhealthy(
                $"The store has not answered since {Times.Second(since)}, and nothing was read yet."
            ),
            { StoreDownSince: { } since } => HealthCheckResult.Degraded(
                $"The store has not answered since {Times.Second(since)}; the last snapshot is served."
            ),
            { Latest: null } => HealthCheckResult.Degraded("No quote yet."),
            _ when snapshot.IsStale(now) => HealthCheckResult.Degraded(
                $"The latest quote is stale: {Times.Age(now - snapshot.Latest.AsOf)} old."
            ),
            { Latest: { Confirmed: false, Source: var source } } => HealthCheckResult.Degraded(
                $"The latest quote is not confirmed: it is {source}'s, and no second source agrees yet."
            ),
            _ => HealthCheckResult.Healthy($"The latest quote is {Times.Age(now - snapshot.Latest.AsOf)} old."),
        };
}
