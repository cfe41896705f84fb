using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stands in for the package OpenTelemetry.Extensions.Hosting where the feed lacks it; compiled only there.</summary>
internal static class OpenTelemetryHosting
{
    /// <summary>Starts telemetry with the host, before its other hosted services.</summary>
    public static IOpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        if (!services.Any(service => service.ImplementationType == typeof(ProviderStart)))
        {
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, ProviderStart>());
        }

        return new Builder(services);
    }

    private sealed record Builder(IServiceCollection Services) : IOpenTelemetryBuilder;

    /// <summary>Providers listen from when they are made; the container disposes, and so flushes, them at the end.</summary>
    private sealed class ProviderStart(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetService<TracerProvider>();
            services.GetService<MeterProvider>();
            services.GetService<LoggerProvider>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
