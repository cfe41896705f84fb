using BtcTracker.Web.Mcp;
using BtcTracker.Web.Views;
using Microsoft.Extensions.Primitives;

namespace BtcTracker.Web.Hosting;

/// <summary>Lets pages of any origin read the API, which is public and uses no cookie.</summary>
public static class CrossOrigin
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "public-api";

    /// <summary>The policy's name for the Model Context Protocol.</summary>
    public const string McpPolicy = "public-mcp";

    private static readonly string[] Exposed = ["Allow", "ETag", "Link", "Retry-After"];

    private static readonly StringValues ExposedNames = string.Join(", ", Exposed);

    private static readonly TimeSpan PreflightKept = TimeSpan.FromHours(24);

    /// <summary>Adds the policy, which allows reading only.</summary>
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

            // Clients of language models use POST, but only to read: no tool changes anything.
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
    /// Adds the cross-origin headers to every API response, errors included. Add it before any middleware that may refuse a request.
    /// </summary>
    public static IApplicationBuilder UseCrossOrigin(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                Apply(context);
                return next(context);
            }
        );

    /// <summary>Whether a path is for programs of any origin rather than a page for people; <c>/api</c> itself is a page.</summary>
    public static bool IsForPrograms(PathString path) =>
        (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase, out var route) && route.HasValue)
        || path == "/badge.svg"
        || ViewFiles.Paths.Contains(path.Value, StringComparer.OrdinalIgnoreCase)
        || path.StartsWithSegments(McpHosting.Path, StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sets the headers; again if an unexpected failure has cleared them.</summary>
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
