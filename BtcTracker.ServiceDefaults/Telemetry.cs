using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace BtcTracker.ServiceDefaults;

/// <summary>Traces, metrics and logs, sent over OTLP where an endpoint is given.</summary>
public static class Telemetry
{
    /// <summary>The application's own activity sources and meters are named <c>BtcTracker.*</c>.</summary>
    private const string Own = "BtcTracker.*";

    /// <summary>The store's client reports under <c>AWSSDK.*</c>.</summary>
    private const string Aws = "AWSSDK.*";

    /// <summary>Where the traces, metrics and logs go; the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds OpenTelemetry.</summary>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // ASP.NET Core 10 can name its spans and their attributes as OpenTelemetry wants them, but leaves that off.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "System.Net.Http", Aws, Own))
            .WithMetrics(metrics => metrics.AddMeter(
                "System.Runtime",
                "System.Net.Http",
                "System.Net.NameResolution",
                "Microsoft.AspNetCore.Hosting",
                "Microsoft.AspNetCore.Routing",
                "Microsoft.AspNetCore.Server.Kestrel",
                Aws,
                Own))
            .WithLogging(configureBuilder: null, logging =>
            {
                logging.IncludeFormattedMessage = true;
                logging.IncludeScopes = true;
            });

        if (!string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpoint]))
        {
            telemetry.UseOtlpExporter();
        }

        return builder;
    }
}
