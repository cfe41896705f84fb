using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using BtcTracker.Web.Live;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Hosting;

/// <summary>Limits the request rate of each client, and the size of each request.</summary>
public static class RequestLimits
{
    private const int Kilobyte = 1024;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Adds the limits; the rates come from <see cref="LimitsOptions"/>.</summary>
    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<LimitsOptions>, ValidateLimitsOptions>();
        builder.Services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton(services => LimiterOf(services.GetRequiredService<IOptions<LimitsOptions>>().Value));
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<LimitsOptions>>().Value.ForStreams);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Beyond these Kestrel closes with an empty response; RequestSizes refuses at lower limits, with a reason.
            kestrel.Limits.MaxRequestLineSize = 32 * Kilobyte;
            kestrel.Limits.MaxRequestHeadersTotalSize = 64 * Kilobyte;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.MaxRequestBodySize = 64 * Kilobyte;
        });
    }

    /// <summary>
    /// Limits the clients' rate. A token is never given back, so nothing is left to do after the request
    /// and no task has to be awaited; ASP.NET Core's own rate limiter awaits two and asks a second limiter.
    /// </summary>
    public static IApplicationBuilder UseRequestLimits(this IApplicationBuilder app)
    {
        var limiter = app.ApplicationServices.GetRequiredService<PartitionedRateLimiter<HttpContext>>();
        return app.Use(
            (context, next) =>
            {
                if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
                {
                    return next(context);
                }

                using var lease = limiter.AttemptAcquire(context);
                return lease.IsAcquired ? next(context) : RejectAsync(context, lease);
            }
        );
    }

    private static PartitionedRateLimiter<HttpContext> LimiterOf(LimitsOptions limits)
    {
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Burst,
            TokensPerPeriod = Math.Max(1, limits.RequestsPerMinute / 60),
            ReplenishmentPeriod = Period,
            AutoReplenishment = false, // One timer of the partitioned limiter does it for all clients.
        };
        Func<IPAddress, RateLimiter> newClient = _ => new TokenBucketRateLimiter(options);
        return PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            ClientNetwork.Of(context) is { } client
                ? RateLimitPartition.Get(client, newClient)
                : RateLimitPartition.GetNoLimiter(IPAddress.None)
        );
    }

    private static Task RejectAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) && time > Period ? time : Period;
        var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        var problem = TypedResults.Problem(
            $"This address asks too often; come again in {seconds} s.",
            statusCode: StatusCodes.Status429TooManyRequests,
            title: "Too many requests"
        );
        return problem.ExecuteAsync(context);
    }
}
