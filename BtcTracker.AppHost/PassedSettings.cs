using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>Settings of the services that are given to the AppHost and passed on to the process or the deployment.</summary>
internal static class PassedSettings
{
    /// <summary>Passes on the configured ones.</summary>
    public static IResourceBuilder<ProjectResource> WithSettings(
        this IResourceBuilder<ProjectResource> service,
        IConfiguration configuration,
        params string[] keys
    )
    {
        foreach (var key in keys)
        {
            if (configuration[key] is { Length: > 0 } value)
            {
                service.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value);
            }
        }

        return service;
    }
}
