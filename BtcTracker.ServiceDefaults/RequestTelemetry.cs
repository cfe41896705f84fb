using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;

namespace BtcTracker.ServiceDefaults;

/// <summary>Adds to ASP.NET Core's span of a request what only routing and the response know.</summary>
internal static class RequestTelemetry
{
    /// <summary>Marks an endpoint whose requests are not traced, such as a health check that is asked every few seconds.</summary>
    public static object Untraced { get; } = new UntracedMark();

    public static Task DescribeAsync(HttpContext context, RequestDelegate next)
    {
        var activity = context.Features.Get<IHttpActivityFeature>()?.Activity;
        return context.GetEndpoint()?.Metadata.GetMetadata<UntracedMark>() is not null
            ? RunUntracedAsync(activity, context, next)
            : activity is { IsAllDataRequested: true } ? RunDescribedAsync(activity, context, next) : next(context);
    }

    private static async Task RunUntracedAsync(Activity? activity, HttpContext context, RequestDelegate next)
    {
        activity?.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        // What the checks call would else be traced without the request, where every span is sampled.
        using var suppressed = SuppressInstrumentationScope.Begin();
        await next(context);
    }

    private static async Task RunDescribedAsync(Activity activity, HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            Describe(activity, context);
        }
        catch (Exception error)
        {
            activity.SetTag("error.type", error.GetType().FullName);
            throw;
        }
    }

    private static void Describe(Activity activity, HttpContext context)
    {
        var status = context.Response.StatusCode;
        activity.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }

        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            activity.SetTag("http.route", route);
            activity.DisplayName = $"{context.Request.Method} {route}";
        }
    }

    private sealed class UntracedMark;
}
