using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace BtcTracker.MarketSim.Api;

/// <summary>Excludes requests from the traces if the caller does not record them, as ingest does with live ticks.</summary>
public static class CallerSampling
{
    // The flags of a W3C traceparent: 00-TRACE-SPAN-00.
    private const string NotRecorded = "-00";

    /// <summary>Follows the caller even if Aspire records every span.</summary>
    public static IApplicationBuilder UseCallerSampling(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.Headers.TraceParent.ToString().EndsWith(NotRecorded, StringComparison.Ordinal))
                {
                    context.Features.Get<IHttpActivityFeature>()?.Activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
                }

                return next(context);
            }
        );
}
