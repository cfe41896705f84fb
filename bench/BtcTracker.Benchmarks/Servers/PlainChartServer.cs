using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Benchmarks.Servers;

/// <summary>The page's yardstick: a heading and a Chart.js line, with nothing else on it, as small as brotli makes them.</summary>
internal static class PlainChartServer
{
    /// <summary>What runs it in a process of its own, followed by the port and the file with the points.</summary>
    public const string Command = "serve-chartjs";

    private const int BestQuality = 11;
    private const int Window = 22;

    private const string Page = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bitcoin</title><meta name="viewport" content="width=device-width">
        <style>body{font-family:sans-serif;margin:1rem}.box{height:320px}</style></head>
        <body><h1>Bitcoin</h1><div class="box"><canvas></canvas></div><script src="chart.js"></script>
        <script>
        fetch('points').then(response => response.json()).then(points => {
          new Chart(document.querySelector('canvas'), {
            type: 'line',
            data: { datasets: [{ data: points, pointRadius: 0, borderWidth: 2 }] },
            options: {
              animation: false, parsing: false, normalized: true, maintainAspectRatio: false,
              plugins: { legend: { display: false } }, scales: { x: { type: 'linear' } },
            },
          });
          requestAnimationFrame(() => performance.mark('drawn'));
        });
        </script></body></html>
        """;

    /// <summary>Where Chart.js is installed.</summary>
    public static string Library { get; } = Path.Combine(Paths.Root, "node_modules", "chart.js", "dist", "chart.umd.js");

    /// <summary>Serves until the process is stopped.</summary>
    public static async Task<int> RunAsync(string port, string points)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        Map(app, "/", "text/html", System.Text.Encoding.UTF8.GetBytes(Page));
        Map(app, "/chart.js", "text/javascript", await File.ReadAllBytesAsync(Library));
        Map(app, "/points", "application/json", await File.ReadAllBytesAsync(points));
        app.MapGet("/favicon.ico", () => TypedResults.NoContent());
        await app.RunAsync();
        return 0;
    }

    private static void Map(WebApplication app, string path, string contentType, byte[] plain)
    {
        var body = Compress(plain);
        app.MapGet(
            path,
            context =>
            {
                context.Response.ContentType = contentType;
                context.Response.Headers.ContentEncoding = "br";
                context.Response.ContentLength = body.Length;
                return context.Response.Body.WriteAsync(body).AsTask();
            }
        );
    }

    private static byte[] Compress(byte[] plain)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, buffer, out var written, BestQuality, Window) ? buffer[..written] : plain;
    }
}
