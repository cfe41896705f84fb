using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BtcTracker.AppHost.Health;

/// <summary>Checks the store by the query that the page depends on.</summary>
internal sealed class StoreHealthCheck(Lazy<LocalPrices> prices, TimeProvider clock) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var latest = await prices.Value.Reader.FindLatestQuoteAsync(Symbol.BtcUsd, clock.GetUtcNow(), cancellationToken);
            return HealthCheckResult.Healthy(
                latest is null ? "The store responds and has no quote yet." : $"The store responds; its latest quote is of {latest.Slot:u}."
            );
        }
        catch (PriceStoreException error)
        {
            return HealthCheckResult.Unhealthy(error.Message);
        }
    }
}
