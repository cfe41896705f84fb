using System.Reflection;

namespace BtcTracker.AppHost;

/// <summary>What the AppHost writes to the console.</summary>
internal static class Announcement
{
    // Aspire's name.
    private const string TokenSetting = "AppHost:BrowserToken";

    /// <summary>Writes which market is read and why, and in automatic demo how to read the real one.</summary>
    public static void OfStart(MarketPlan market, string interval)
    {
        Console.WriteLine($"BtcTracker on Aspire {AspireVersion()}");
        Console.WriteLine($"Market: {market.ModeName}, {market.Reason}; a reading every {interval}");
        if (market.Advice is { } advice)
        {
            Console.WriteLine($"        {advice}");
        }
    }

    /// <summary>Writes the page's address once it responds; not again when the web restarts.</summary>
    /// <param name="pathBase">The path base; empty for none.</param>
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

    /// <summary>Writes the dashboard's address with the login token, once it responds.</summary>
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
