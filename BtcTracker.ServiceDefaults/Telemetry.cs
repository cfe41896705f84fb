using Microsoft.Extensions.Configuration.Memory;
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

    /// <summary>
    /// How long one export may take, in milliseconds; the standard variable. At the end each signal is exported once more, and a collector
    /// that is gone must not hold the end up.
    /// </summary>
    private const string OtlpTimeout = "OTEL_EXPORTER_OTLP_TIMEOUT";
    private const string DefaultOtlpTimeout = "2000";

    /// <summary>Adds OpenTelemetry.</summary>
    /// <exception cref="FormatException">The OTLP endpoint is no address.</exception>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // ASP.NET Core 10 can name its spans and their attributes as OpenTelemetry wants them, but leaves that off.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        if (builder.Configuration[OtlpEndpoint] is { } endpoint && !string.IsNullOrWhiteSpace(endpoint))
        {
            RefuseUnlessAddress(endpoint);
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new(OtlpTimeout, DefaultOtlpTimeout)] });
            builder.AddOpenTelemetryExport();
        }

        return builder;
    }

    /// <summary>Runs what is polled without spans: a look that finds nothing would otherwise be a trace each time.</summary>
    /// <remarks>Log lines that are written inside are not exported either.</remarks>
    public static async Task<T> UntracedAsync<T>(Func<Task<T>> poll)
    {
        using var suppressed = SuppressInstrumentationScope.Begin();
        return await poll();
    }

    /// <summary>Only where they are sent: spans that go nowhere would still be recorded for every request.</summary>
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
            throw new FormatException($"{OtlpEndpoint} '{endpoint}' is not an address: write for example http://localhost:4317.");
        }
    }
}
