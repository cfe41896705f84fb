using System.Diagnostics;

namespace BtcTracker.Web;

/// <summary>The web's own spans, besides those of requests.</summary>
internal static class WebActivities
{
    /// <summary>Starts the spans.</summary>
    public static readonly ActivitySource Source = new("BtcTracker.Web");
}
