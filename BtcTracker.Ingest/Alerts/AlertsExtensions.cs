using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Registers the alerts.</summary>
public static class AlertsExtensions
{
    /// <summary>The name of the receivers' HTTP client.</summary>
    public const string HttpName = "alerts";

    /// <summary>Registers everything but the background worker.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services
            .AddOptions<AlertOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Bind(configuration))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertOptions>, ValidateAlertOptions>();
        services
            .AddHttpClient(
                HttpName,
                client =>
                {
                    client.Timeout = Timeout.InfiniteTimeSpan; // Each attempt has its own limit.
                    client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("BtcTracker", "1.0"));
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false, // A redirect would send the message and its signature to another host.
                    UseCookies = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            )
            .RemoveAllLoggers(); // They would write the whole address.
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<AlertSender>(
                provider,
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpName)
            )
        );
        services.AddSingleton<TopicCredentials>();
        services.AddSingleton<AlertStates>();
        services.AddSingleton<AlertDelivery>();
        services.AddSingleton<AlertWatcher>();
        services.AddSingleton<AlertWorker>();
        return services;
    }
}
