using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Benchmarks.Servers;

/// <summary>
/// The yardstick: a routed endpoint that answers 200 with nothing, on the template's defaults and the web project's Kestrel settings.
/// </summary>
internal static class EmptyServer
{
    /// <summary>What runs it in a process of its own, followed by the port and, where it is to answer with something, a file.</summary>
    public const string Command = "serve-empty";

    /// <summary>Serves until the process is asked to stop.</summary>
    /// <param name="port">Where.</param>
    /// <param name="file">What is answered instead of nothing: the least that sending so many bytes takes.</param>
    public static async Task<int> RunAsync(string port, string? file = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        if (file is null)
        {
            app.MapGet("/", () => { });
        }
        else
        {
            MapBytes(app, await File.ReadAllBytesAsync(file));
        }

        await app.RunAsync();
        return 0;
    }

    private static void MapBytes(WebApplication app, byte[] bytes) =>
        app.MapGet(
            "/",
            async context =>
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = bytes.Length;
                await context.Response.StartAsync();
                bytes.CopyTo(context.Response.BodyWriter.GetMemory(bytes.Length));
                context.Response.BodyWriter.Advance(bytes.Length);
            }
        );
}
