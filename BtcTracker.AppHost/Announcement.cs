using System.Reflection;

namespace BtcTracker.AppHost;

/// <summary>What the AppHost says to the person who started it.</summary>
internal static class Announcement
{
    private const string Aspire = "Aspire.Hosting";

    /// <summary>Which engine runs the application, and which market it reads.</summary>
    public static void OfStart(MarketPlan market, string interval)
    {
        Console.WriteLine($"Engine: {Engine()}");
        Console.WriteLine($"Market: {market.ModeName}, {market.Reason}; a reading every {interval}");
    }

    /// <summary>Where the page is, once it answers.</summary>
    public static Task OfPage(ProjectResource web, ResourceReadyEvent ready, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Page:   {web.GetEndpoint("http").Url}");
        return Task.CompletedTask;
    }

    private static string Engine()
    {
        var engine = typeof(DistributedApplication).Assembly;
        var version = engine.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        return engine.GetName().Name == Aspire
            ? $"Aspire {version}"
            : "the built-in one (local/BtcTracker.LocalHosting); Aspire's packages were not found, or not asked for";
    }
}
