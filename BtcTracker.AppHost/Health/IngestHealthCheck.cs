using BtcTracker.Market.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BtcTracker.AppHost.Health;

/// <summary>Checks that ingest reads and stores on schedule, by the status that it publishes in the store.</summary>
internal sealed class IngestHealthCheck(Lazy<LocalPrices> prices, TimeProvider clock) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var schedule = await prices.Value.Reader.FindScheduleAsync(cancellationToken);
            var status = await prices.Value.Reader.FindStatusAsync(cancellationToken);
            return IngestHealth.Judge(schedule, status, clock.GetUtcNow());
        }
        catch (PriceStoreException error)
        {
            return HealthCheckResult.Degraded($"The status cannot be read: {error.Message}");
        }
    }
}
