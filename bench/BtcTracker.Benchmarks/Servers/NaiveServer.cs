using System.Globalization;
using Amazon.DynamoDBv2.Model;
using BtcTracker.Benchmarks.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Benchmarks.Servers;

/// <summary>What this project replaces: every view scans the whole table and serialises all of it.</summary>
internal static class NaiveServer
{
    /// <summary>What runs it in a process of its own, followed by the port and the store's address.</summary>
    public const string Command = "serve-naive";

    /// <summary>Serves until the process is asked to stop.</summary>
    public static async Task<int> RunAsync(string port, string store)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        using var client = StoreClient.Create(new Uri(store));
        app.MapGet(
            "/",
            async (CancellationToken cancellationToken) =>
                TypedResults.Json(await NaiveTable.ScanAsync(client, cancellationToken).Select(ToBody).ToListAsync(cancellationToken))
        );
        await app.RunAsync();
        return 0;
    }

    private static Dictionary<string, decimal> ToBody(Dictionary<string, AttributeValue> item) =>
        item.ToDictionary(
            attribute => attribute.Key,
            attribute => decimal.Parse(attribute.Value.N, NumberStyles.Float, CultureInfo.InvariantCulture)
        );
}
