using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.ServiceDefaults;

/// <summary>The console's log: one line an entry, and no lines that tell of every request.</summary>
internal static class ConsoleLog
{
    /// <summary>Below every other configuration, so that <c>Logging:LogLevel</c> in any of them has the last word.</summary>
    private static readonly Dictionary<string, string?> DefaultLevels = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = nameof(LogLevel.Warning),
        // Its one message is off already; while it could write any, every request gets a span and a scope that nobody reads.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = nameof(LogLevel.None),
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = nameof(LogLevel.Warning),
        // That the store is down is said in one line elsewhere, and who needs a key says that it has none. Keys are not encrypted
        // once more in a table that is encrypted at rest.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = nameof(LogLevel.Critical),
        // A degraded or unhealthy service would say so each time that /health is asked; the reason stands in its answer.
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
