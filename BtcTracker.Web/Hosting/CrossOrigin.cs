using BtcTracker.Web.Mcp;
using BtcTracker.Web.Views;
using Microsoft.Extensions.Primitives;

namespace BtcTracker.Web.Hosting;

/// <summary>Lets pages of any origin read the API. It is public, and knows no cookie.</summary>
public static class CrossOrigin
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "public-api";

    /// <summary>The policy's name for the Model Context Protocol.</summary>
    public const string McpPolicy = "public-mcp";

    private static readonly string[] Exposed = ["Allow", "ETag", "Link", "Retry-After"];

    private static readonly StringValues ExposedNames = string.Join(", ", Exposed);

    private static readonly TimeSpan PreflightKept = TimeSpan.FromHours(24);

    /// <summary>Adds the policy: reading alone.</summary>
    public static IServiceCollection AddCrossOrigin(this IServiceCollection services) =>
        services.AddCors(cors =>
        {
            cors.AddPolicy(
                Policy,
                policy =>
                    policy
                        .AllowAnyOrigin()
                        .WithMethods(HttpMethods.Get, HttpMethods.Head)
                        .AllowAnyHeader()
                        .WithExposedHeaders(Exposed)
                        .SetPreflightMaxAge(PreflightKept)
            );

            // A model's client asks by POST. It reads too: no tool changes anything.
            cors.AddPolicy(
                McpPolicy,
                policy =>
                    policy
                        .AllowAnyOrigin()
                        .WithMethods(HttpMethods.Post)
                        .AllowAnyHeader()
                        .WithExposedHeaders(Exposed)
                        .SetPreflightMaxAge(PreflightKept)
            );
        });

    /// <summary>
    /// Tells every reader of the API, also of what is wrong, that any origin may read it. Stands before whatever may refuse a request.
    /// </summary>
    public static IApplicationBuilder UseCrossOrigin(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                Apply(context);
                return next(context);
            }
        );

    /// <summary>Whether programs of any origin ask here, rather than people for pages, as <c>/api</c> itself is.</summary>
    public static bool IsForPrograms(PathString path) =>
        (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase, out var route) && route.HasValue)
        || path == "/badge.svg"
        || ViewFiles.Paths.Contains(path.Value, StringComparer.OrdinalIgnoreCase)
        || path.StartsWithSegments(McpHosting.Path, StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sets the headers; once more where an unexpected failure has cleared them.</summary>
    public static void Apply(HttpContext context)
    {
        if (!IsForPrograms(context.Request.Path))
        {
            return;
        }

        // Also without an origin: a shared cache may serve the response to a request that has one.
        context.Response.Headers.AccessControlAllowOrigin = "*";
        if (context.Request.Headers.Origin.Count > 0)
        {
            context.Response.Headers.AccessControlExposeHeaders = ExposedNames;
        }
    }
}
