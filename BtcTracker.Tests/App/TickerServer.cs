using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>Coinbase's ticker with one price, on a free port of this machine; it knows nothing else.</summary>
internal sealed class TickerServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private TickerServer(WebApplication server) => _server = server;

    public Uri Address => new(_server.Urls.Single());

    public static async Task<TickerServer> StartAsync(string price, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet("/products/BTC-USD/ticker", () => Results.Json(new { price, time = TimeProvider.System.GetUtcNow(), volume = "10313.40" }));
        await server.StartAsync(cancellationToken);
        return new TickerServer(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
