using BtcTracker.Market.Storage;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost;

/// <summary><c>AWS:Region</c> and <c>AWS:Profile</c>, for a store on AWS that is used from this machine.</summary>
internal static class AwsSettings
{
    /// <summary>The region: the setting, otherwise the variable <c>AWS_REGION</c>; null if neither is set.</summary>
    public static string? Region(IConfiguration configuration) =>
        NotEmpty(configuration["AWS:Region"] ?? configuration[PriceStoreOptions.RegionVariable]);

    /// <summary>Passes both to a service on this machine; a deployed service gets them from its platform.</summary>
    public static IResourceBuilder<ProjectResource> WithAws(this IResourceBuilder<ProjectResource> service)
    {
        var configuration = service.ApplicationBuilder.Configuration;
        if (service.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return service;
        }

        if (Region(configuration) is { } region)
        {
            service.WithEnvironment(PriceStoreOptions.RegionVariable, region);
        }

        return NotEmpty(configuration["AWS:Profile"]) is { } profile ? service.WithEnvironment("AWS_PROFILE", profile) : service;
    }

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
