using Microsoft.AspNetCore.Cors.Infrastructure;

namespace BtcTracker.Web.Hosting;

/// <summary>Lets pages of any origin read the API. It is public, and knows no cookie.</summary>
public static class CrossOrigin
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "public-api";

    private static readonly TimeSpan PreflightKept = TimeSpan.FromHours(24);

    /// <summary>Adds the policy: reading alone.</summary>
    public static IServiceCollection AddCrossOrigin(this IServiceCollection services) => services.AddCors(cors => cors.AddPolicy(Policy, policy => policy
        .AllowAnyOrigin()
        .WithMethods(HttpMethods.Get, HttpMethods.Head)
        .AllowAnyHeader()
        .WithExposedHeaders("ETag", "Link", "Retry-After")
        .SetPreflightMaxAge(PreflightKept)));

    /// <summary>Tells every reader of the API that any origin may read it: a shared cache may keep the answer to one who came from none.</summary>
    public static IApplicationBuilder UseCrossOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IEnableCorsAttribute>() is not null)
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
        }

        return next(context);
    }).UseCors();
}
