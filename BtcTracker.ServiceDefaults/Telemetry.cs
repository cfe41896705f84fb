using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace BtcTracker.ServiceDefaults;

/// <summary>Traces, metrics and logs, exported over OTLP if an endpoint is configured.</summary>
public static class Telemetry
{
    /// <summary>The application's own activity sources and meters are named <c>BtcTracker.*</c>.</summary>
    private const string Own = "BtcTracker.*";

    /// <summary>The store's client reports under <c>AWSSDK.*</c>.</summary>
    private const string Aws = "AWSSDK.*";

    /// <summary>
    /// The address that traces, metrics and logs are exported to; the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.
    /// </summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// The time-out of an export in milliseconds; the standard variable. At shutdown each signal is exported once more, and a missing
    /// collector must not delay that.
    /// </summary>
    private const string OtlpTimeout = "OTEL_EXPORTER_OTLP_TIMEOUT";
    private const string DefaultOtlpTimeout = "2000";

    /// <summary>Adds OpenTelemetry.</summary>
    /// <exception cref="FormatException">The OTLP endpoint is not an address.</exception>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // ASP.NET Core 10 can name its spans and attributes according to OpenTelemetry's conventions, but not by default.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        if (builder.Configuration[OtlpEndpoint] is { } endpoint && !string.IsNullOrWhiteSpace(endpoint))
        {
            RefuseUnlessAddress(endpoint);
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new(OtlpTimeout, DefaultOtlpTimeout)] });
            builder.AddOpenTelemetryExport();
        }

        return builder;
    }

    /// <summary>Runs polling without spans; otherwise every poll would be a trace.</summary>
    /// <remarks>Log lines written inside are not exported either.</remarks>
    public static async Task<T> UntracedAsync<T>(Func<Task<T>> poll)
    {
        using var suppressed = SuppressInstrumentationScope.Begin();
        return await poll();
    }

    /// <summary>Only if they are exported; otherwise spans would be recorded for every request for nothing.</summary>
    private static void AddOpenTelemetryExport(this IHostApplicationBuilder builder) =>
        builder
            .Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "System.Net.Http", Aws, Own))
            .WithMetrics(metrics =>
                metrics.AddMeter(
                    "System.Runtime",
                    "System.Net.Http",
                    "System.Net.NameResolution",
                    "Microsoft.AspNetCore.Hosting",
                    "Microsoft.AspNetCore.Routing",
                    "Microsoft.AspNetCore.Server.Kestrel",
                    Aws,
                    Own
                )
            )
            .WithLogging(
                configureBuilder: null,
                logging =>
                {
                    logging.IncludeFormattedMessage = true;
                    logging.IncludeScopes = true;
                }
            )
            .UseOtlpExporter();

    private static void RefuseUnlessAddress(string endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new FormatException($"{OtlpEndpoint} '{endpoint}' is not an address. Use one such as http://localhost:4317.");
        }
    }
}
