using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.AppHost.Commands;

/// <summary>Deletes one mode's data while nothing is using it.</summary>
internal sealed class StoreReset(IResource store, StoreFiles files, MarketPlan market)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Stops the services, then the store; deletes the data; starts everything again, even after a failure.</summary>
    public async Task<ExecuteCommandResult> RunAsync(ExecuteCommandContext context)
    {
        var lifecycle = new Lifecycle(context.Services, Limit);
        var model = context.Services.GetRequiredService<DistributedApplicationModel>();
        IResource[] services = [.. model.Resources.Where(resource => resource.Name is ResourceNames.Ingest or ResourceNames.Web)];
        try
        {
            await Task.WhenAll(services.Select(lifecycle.StopAsync));
            await lifecycle.StopAsync(store);
            files.Delete();
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or TimeoutException or DistributedApplicationException)
        {
            await TryStartAsync(lifecycle, services);
            return CommandResults.Failure($"The {market.ModeName} prices were not deleted: {error.Message}");
        }

        return await TryStartAsync(lifecycle, services) is { } reason
            ? CommandResults.Failure($"The {market.ModeName} prices are deleted, but not everything is running again: {reason}")
            : CommandResults.Success($"The {market.ModeName} prices are deleted; the store and the services are running again.");
    }

    private async Task<string?> TryStartAsync(Lifecycle lifecycle, IEnumerable<IResource> services)
    {
        try
        {
            await lifecycle.StartAsync(store);
            await Task.WhenAll(services.Select(lifecycle.StartAsync));
            return null;
        }
        catch (Exception error) when (error is TimeoutException or DistributedApplicationException)
        {
            return error.Message;
        }
    }
}
