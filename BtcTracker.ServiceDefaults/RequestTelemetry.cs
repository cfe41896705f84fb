using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;

namespace BtcTracker.ServiceDefaults;

/// <summary>Adds to ASP.NET Core's span of a request what only routing and the response know.</summary>
public static class RequestTelemetry
{
    private const string Method = "http.request.method";
    private const string UnknownMethod = "_OTHER";

    /// <summary>Gives spans of requests their route, status and error; stands after routing.</summary>
    public static IApplicationBuilder UseRequestTelemetry(this IApplicationBuilder app) => app.Use(DescribeAsync);

    /// <summary>Leaves requests of an endpoint and what they call out of the traces, such as a health check.</summary>
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
        // What the checks call would else be traced without the request, where every span is sampled.
        using var suppressed = SuppressInstrumentationScope.Begin();
        await next(context);
    }

    private static async Task RunDescribedAsync(Activity activity, HttpContext context, RequestDelegate next)
    {
        // Before the endpoint runs: the exception handler takes the endpoint away, and a caller that leaves ends the request early.
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
            // ASP.NET Core's tag holds known methods only; callers could make up names without end.
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
