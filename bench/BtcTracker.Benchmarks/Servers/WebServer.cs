using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks.Servers;

/// <summary>The web project as it is deployed, in a process of its own; only its limits are raised, and by configuration.</summary>
internal static class WebServer
{
    /// <summary>Starts it over a store and waits until it has served what is asked first.</summary>
    public static Task<ServerProcess> StartAsync(Uri store, string ready, CancellationToken cancellationToken) => ServerProcess.StartAsync(
        "dotnet",
        _ => [Paths.Web],
        port => new()
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["AWS_ENDPOINT_URL_DYNAMODB"] = store.OriginalString,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["Limits__RequestsPerMinute"] = "1000000000",
            ["Limits__Burst"] = "1000000000",
            ["Limits__Streams"] = "100000",
        },
        ready,
        cancellationToken);
}
