using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Benchmarks.Servers;

/// <summary>The yardstick: a routed endpoint that answers 200 with nothing, on the template's defaults and the web project's Kestrel settings.</summary>
internal static class EmptyServer
{
    /// <summary>What runs it in a process of its own, followed by the port.</summary>
    public const string Verb = "serve-empty";

    /// <summary>Serves until the process is told to stop.</summary>
    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.MapGet("/", () => { });
        await app.RunAsync();
        return 0;
    }
}
