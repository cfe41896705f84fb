namespace BtcTracker.AppHost.Running;

/// <summary>Defaults for Aspire's own settings. In code because a settings file is only found from the project's folder.</summary>
internal static class AppHostDefaults
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        // The dashboard. Everything on this machine speaks plain HTTP, so no development certificate is needed.
        ["ASPNETCORE_URLS"] = "http://localhost:15080",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        // The check for a newer Aspire starts its own dotnet process.
        ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
        // The caller may delete or reuse the data folder as soon as the AppHost has exited.
        ["DcpPublisher:WaitForResourceCleanup"] = "true",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
        // Stack traces of a start that a signal or a failure stopped. Other exceptions end the AppHost.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
        ["Logging:LogLevel:Aspire.Hosting.Dcp"] = "Warning",
        // Stack traces of failures that the supervisor reports in one sentence.
        ["Logging:LogLevel:Aspire.Hosting.Dcp.DcpExecutor"] = "None",
        // Errors of the dashboard's own pages, such as a disconnected browser, would print their stack trace.
        ["Logging:LogLevel:Aspire.Hosting.Dashboard.ThirdParty.Microsoft.AspNetCore.Components"] = "None",
        // Its banner and login link; Announcement prints the link.
        ["Logging:LogLevel:Aspire.Hosting.DistributedApplication"] = "Warning",
    };

    /// <summary>Creates Aspire's builder with these defaults; configured values win.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        foreach (var (name, value) in Settings)
        {
            // Set individually, because inserting a configuration source rebuilds the providers and drops values that Aspire has already
            // set.
            builder.Configuration[name] ??= value;
        }

        return builder;
    }
}
