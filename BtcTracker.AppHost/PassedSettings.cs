using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary>Settings of the services themselves that a person gives to the AppHost; they reach the process, or what is published.</summary>
internal static class PassedSettings
{
    /// <summary>Hands on those that are configured.</summary>
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
