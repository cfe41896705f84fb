using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Running;

/// <summary>Marks a resource that is restarted when its process ends.</summary>
/// <param name="Advice">What to do if it cannot start; null if its own output says so.</param>
internal sealed record RestartAnnotation(string? Advice) : IResourceAnnotation;

/// <summary>Restarts crashed resources, which Aspire does not.</summary>
internal static class Restart
{
    /// <summary>Restarts the resource, with back-off, whenever its process ends without having been stopped.</summary>
    /// <remarks>Off under a debugger and in a test host, so that neither hides a crash.</remarks>
    public static IResourceBuilder<T> WithRestart<T>(this IResourceBuilder<T> resource, string? advice = null)
        where T : IResource
    {
        if (!IsOn(resource.ApplicationBuilder))
        {
            return resource;
        }

        resource.ApplicationBuilder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Supervisor>());
        return resource.WithAnnotation(new RestartAnnotation(advice));
    }

    private static bool IsOn(IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode
        && !Debugger.IsAttached
        && builder.Configuration["DEBUG_SESSION_PORT"] is null
        && AppHostRun.OwnsProcess;
}
