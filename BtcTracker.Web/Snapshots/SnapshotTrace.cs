using System.Diagnostics;
using BtcTracker.Market;

namespace BtcTracker.Web.Snapshots;

/// <summary>The span of a new snapshot. It links to the trace of its quote's slot, and the requests that show it link to it.</summary>
internal static class SnapshotTrace
{
    private const string SlotTag = "btctracker.slot";

    /// <summary>Starts the span; null where nobody listens.</summary>
    public static Activity? Start(Quote latest)
    {
        var activity = WebActivities.Source.StartActivity(ActivityKind.Internal, links: LinksTo(latest.TraceParent), name: "snapshot");
        activity?.SetTag(SlotTag, latest.Slot.ToString("u"));
        return activity;
    }

    /// <summary>Links the current request to the snapshot that it shows, once.</summary>
    public static void LinkRequestTo(MarketSnapshot snapshot)
    {
        if (
            Activity.Current is { IsAllDataRequested: true } request
            && snapshot.Trace != default
            && !request.Links.Any(link => link.Context == snapshot.Trace)
        )
        {
            request.AddLink(new ActivityLink(snapshot.Trace));
        }
    }

    /// <summary>No link where a quote has no trace, as those of before there was one, or none that can be read.</summary>
    private static ActivityLink[] LinksTo(string? traceParent) =>
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var slot) ? [new ActivityLink(slot)] : [];
}
