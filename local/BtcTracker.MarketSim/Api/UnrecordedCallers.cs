using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace BtcTracker.MarketSim.Api;

/// <summary>Leaves requests out of the traces whose caller leaves its own out, as ingest does with live ticks.</summary>
public static class UnrecordedCallers
{
    // The flags of a W3C traceparent: 00-TRACE-SPAN-00.
    private const string NotRecorded = "-00";

    /// <summary>Follows the caller even where Aspire has every span recorded.</summary>
    public static IApplicationBuilder UseUnrecordedCallers(this IApplicationBuilder app) =>
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
