using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BtcTracker.Web.Api;

/// <summary>Readiness with its reasons, and liveness.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps <c>/health</c>, which is 200 while prices can be served and 503 else, and <c>/alive</c>, which asks nothing.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteReasonsAsync });
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteReasonsAsync });
        return app;
    }

    private static Task WriteReasonsAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = Word(entry.Value.Status), reason = entry.Value.Description, data = entry.Value.Data }),
    });

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
