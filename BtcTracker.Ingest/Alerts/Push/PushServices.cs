using BtcTracker.Market.Push;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>Registers holders' alerts.</summary>
public static class PushServices
{
    /// <summary>The name of the HTTP client of push services.</summary>
    public const string HttpName = "push";

    /// <summary>Registers all but the worker's run.</summary>
    public static IServiceCollection AddHolderAlerts(this IServiceCollection services)
    {
        services
            .AddOptions<PushOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Bind(configuration))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PushOptions>, ValidatePushOptions>();
        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        services.TryAddSingleton<PushHosts>();
        services.TryAddSingleton(provider => new PushConnection(provider.GetRequiredService<PushHosts>()));
        services
            .AddHttpClient(HttpName, client => client.Timeout = Timeout.InfiniteTimeSpan) // Each try has its own limit.
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<PushConnection>().CreateHandler())
            .AddHttpMessageHandler(() => new BodyDiscardingHandler())
            .RemoveAllLoggers(); // They would write the whole address.
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<PushSender>(
                provider,
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpName)
            )
        );
        services.AddSingleton<PushSignals>();
        services.AddSingleton<HolderAlertCache>();
        services.AddSingleton<HolderAlertWatcher>();
        services.AddSingleton<PushDelivery>();
        services.AddSingleton<PushWorker>();
        return services;
    }
}
