using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;

namespace BtcTracker.ServiceDefaults;

/// <summary>Adds the route and the status to ASP.NET Core's span of a request.</summary>
public static class RequestTelemetry
{
    private const string Method = "http.request.method";
    private const string UnknownMethod = "_OTHER";

    /// <summary>Sets the route, status and error of request spans; must be added after routing.</summary>
    public static IApplicationBuilder UseRequestTelemetry(this IApplicationBuilder app) => app.Use(DescribeAsync);

    /// <summary>Excludes requests of an endpoint, such as a health check, and their calls from the traces.</summary>
    public static TBuilder WithoutTraces<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new UntracedMark());

    private static Task DescribeAsync(HttpContext context, RequestDelegate next)
    {
        var activity = context.Features.Get<IHttpActivityFeature>()?.Activity;
        return context.GetEndpoint()?.Metadata.GetMetadata<UntracedMark>() is not null ? RunUntracedAsync(activity, context, next)
            : activity is { IsAllDataRequested: true } ? RunDescribedAsync(activity, context, next)
            : next(context);
    }

    private static async Task RunUntracedAsync(Activity? activity, HttpContext context, RequestDelegate next)
    {
        activity?.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        // Otherwise the checks' calls would be traced without the request.
        using var suppressed = SuppressInstrumentationScope.Begin();
        await next(context);
    }

    private static async Task RunDescribedAsync(Activity activity, HttpContext context, RequestDelegate next)
    {
        // Before the endpoint runs, because the exception handler clears the endpoint, and a disconnected client ends the request early.
        NameByRoute(activity, context);
        try
        {
            await next(context);
            DescribeStatus(activity, context.Response.StatusCode);
        }
        catch (Exception error)
        {
            activity.SetTag("error.type", error.GetType().FullName);
            if (error is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }

            throw;
        }
    }

    private static void NameByRoute(Activity activity, HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            activity.SetTag("http.route", route);
            activity.DisplayName = $"{context.Request.Method} {route}";
        }
        else
        {
            // ASP.NET Core's tag contains known methods only; clients could send any number of others.
            activity.DisplayName = activity.GetTagItem(Method) is string method and not UnknownMethod ? method : "HTTP";
        }
    }

    private static void DescribeStatus(Activity activity, int status)
    {
        activity.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    private sealed class UntracedMark;
}
