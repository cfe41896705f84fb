using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.ServiceDefaults;

/// <summary>Readiness with reasons, and liveness, which calls no other service.</summary>
public static class Health
{
    /// <summary>The tag of a check that is part of liveness because it checks only the process itself.</summary>
    public const string LivenessTag = "live";

    private const string Readiness = "/health";
    private const string Liveness = "/alive";

    /// <summary>Adds the health check service; services add their own checks to it.</summary>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddHealthChecks();
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c>, 503 if a check is unhealthy, and <c>/alive</c>, 200 as long as the process responds and is not shutting down.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.UseRequestTelemetry();
        app.MapHealthChecks(Readiness, new HealthCheckOptions { ResponseWriter = WriteAsync }).WithoutTraces().DisableRateLimiting();
        app.MapHealthChecks(
                Liveness,
                new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivenessTag), ResponseWriter = WriteAsync }
            )
            .WithoutTraces()
            .DisableRateLimiting();
        return app;
    }

    /// <summary>Writes <c>{"status":"degraded","checks":{"quotes":{"status":"degraded","reason":"…"}}}</c>.</summary>
    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = MediaTypeNames.Application.Json;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", Word(report.Status));
        json.WriteStartObject("checks");
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status", Word(entry.Status));
            json.WriteString("reason", entry.Description);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Word(HealthStatus status) =>
        status switch
        {
            HealthStatus.Healthy => "healthy",
            HealthStatus.Degraded => "degraded",
            _ => "unhealthy",
        };
}
