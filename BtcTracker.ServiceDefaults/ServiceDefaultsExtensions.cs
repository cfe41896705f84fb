using Microsoft.Extensions.Hosting;

namespace BtcTracker.ServiceDefaults;

/// <summary>The shared configuration of all services.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds logs, telemetry, health checks and resilient HTTP clients.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureConsoleLog();
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        return builder;
    }
}
