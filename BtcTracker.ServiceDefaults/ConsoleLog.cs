using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.ServiceDefaults;

/// <summary>The console log: one line per entry, without a line for every request.</summary>
internal static class ConsoleLog
{
    /// <summary>The lowest-priority configuration, so that <c>Logging:LogLevel</c> in any other overrides it.</summary>
    private static readonly Dictionary<string, string?> DefaultLevels = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = nameof(LogLevel.Warning),
        // Its only message is off already; while the category is enabled, every request gets a span and a scope that are not used.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = nameof(LogLevel.None),
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = nameof(LogLevel.Warning),
        // A store that is down is logged elsewhere in one line, and so is a missing key. Keys are not encrypted again in a table that is
        // encrypted at rest.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = nameof(LogLevel.Critical),
        // A degraded or unhealthy service would be logged at each request of /health; the response has the reason.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = nameof(LogLevel.None),
    };

    public static TBuilder ConfigureConsoleLog<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = DefaultLevels });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        return builder;
    }
}
