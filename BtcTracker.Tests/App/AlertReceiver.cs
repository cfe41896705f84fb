using System.Collections.Concurrent;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.App;

/// <summary>A webhook on this machine, which keeps what it gets and answers as a test says.</summary>
internal sealed class AlertReceiver(StubServer server) : IAsyncDisposable
{
    private const string Path = "/hidden-path";

    /// <summary>What it got, in order.</summary>
    public ConcurrentQueue<ReceivedAlert> Received { get; } = [];

    /// <summary>Its address, whose path and query no log may have.</summary>
    public string Url => new Uri(server.Address, $"{Path}?auth=hidden-token").AbsoluteUri;

    /// <summary>What it answers; 200 at first.</summary>
    public RequestDelegate Answer { get; set; } = Status(StatusCodes.Status200OK);

    public static async Task<AlertReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var server = await StubServer.StartAsync(cancellationToken);
        var receiver = new AlertReceiver(server);
        server.Answer(Path, receiver.ReceiveAsync);
        return receiver;
    }

    /// <summary>Answers with a status.</summary>
    public static RequestDelegate Status(int status, params (string Name, string Value)[] headers) =>
        context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            return Task.CompletedTask;
        };

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Received.Enqueue(
            new ReceivedAlert(
                context.Request.Headers.ToDictionary(
                    header => header.Key,
                    header => header.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase
                ),
                await reader.ReadToEndAsync(context.RequestAborted)
            )
        );
        await Answer(context);
    }
}

/// <summary>One request that a webhook got.</summary>
internal sealed record ReceivedAlert(IReadOnlyDictionary<string, string> Headers, string Body);
