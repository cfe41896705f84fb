using System.Reflection;

namespace BtcTracker.AppHost;

/// <summary>What the AppHost says to the person who started it.</summary>
internal static class Announcement
{
    // Aspire's name.
    private const string TokenSetting = "AppHost:BrowserToken";

    /// <summary>Which market is read and why, and in automatic demo how to read the real one.</summary>
    public static void OfStart(MarketPlan market, string interval)
    {
        Console.WriteLine($"BtcTracker on Aspire {AspireVersion()}");
        Console.WriteLine($"Market: {market.ModeName}, {market.Reason}; a reading every {interval}");
        if (market.Advice is { } advice)
        {
            Console.WriteLine($"        {advice}");
        }
    }

    /// <summary>Where the page is, once it answers; not again when the web is restarted.</summary>
    /// <param name="pathBase">The path that it is below; empty for none.</param>
    public static Func<ProjectResource, ResourceReadyEvent, CancellationToken, Task> OfPage(string pathBase)
    {
        var isAnnounced = false;
        return (web, _, _) =>
        {
            if (!Interlocked.Exchange(ref isAnnounced, true))
            {
                Console.WriteLine($"Page:   {web.GetEndpoint("http").Url}{pathBase}");
            }

            return Task.CompletedTask;
        };
    }

    /// <summary>Where the dashboard is, with the token that logs in, once it answers.</summary>
    public static void AnnounceDashboard(this IDistributedApplicationBuilder builder) =>
        builder.Eventing.Subscribe<ResourceReadyEvent>(
            (ready, _) =>
            {
                if (ready.Resource is IResourceWithEndpoints { Name: ResourceNames.Dashboard } dashboard)
                {
                    var token = builder.Configuration[TokenSetting];
                    var login = string.IsNullOrEmpty(token) ? "" : $"/login?t={token}";
                    Console.WriteLine($"Dashboard: {dashboard.GetEndpoint("http").Url}{login}");
                }

                return Task.CompletedTask;
            }
        );

    private static string AspireVersion() =>
        typeof(DistributedApplication)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
