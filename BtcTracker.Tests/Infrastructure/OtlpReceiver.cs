using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A collector on loopback that keeps what is sent to it over OTLP/HTTP.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = [];
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>What <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set to.</summary>
    public string Endpoint => _app.Urls.Single();

    /// <summary>The spans that came so far.</summary>
    public List<OtlpSpan> Spans => [.. Bodies("/v1/traces").SelectMany(body => OtlpSpan.Decode(body))];

    /// <summary>The log records that came so far.</summary>
    public List<OtlpLogLine> Logs => [.. Bodies("/v1/logs").SelectMany(body => OtlpLogLine.Decode(body))];

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(receiver.KeepAsync);
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>All that came to a path, such as <c>/v1/traces</c>: protobuf, whose texts are contained verbatim.</summary>
    public string Received(string path) => string.Concat(Bodies(path).Select(Encoding.Latin1.GetString));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((context.Request.Path.ToString(), body.ToArray()));
    }

    private IEnumerable<byte[]> Bodies(string path) => _received.Where(one => one.Path == path).Select(one => one.Body);
}
