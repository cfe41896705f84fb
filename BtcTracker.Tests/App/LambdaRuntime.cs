using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>Lambda's runtime API on a free port of this machine: it hands out invocations and keeps what is reported of them.</summary>
internal sealed class LambdaRuntime : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Channel<(string Id, DateTimeOffset Deadline)> _invocations = Channel.CreateUnbounded<(string, DateTimeOffset)>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<(string Kind, string Body)>> _results = new();
    private int _count;

    private LambdaRuntime()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        var runtime = _server.MapGroup("/2018-06-01/runtime/invocation");
        runtime.MapGet("/next", HandOutAsync);
        runtime.MapPost("/{id}/{kind}", TakeAsync);
    }

    /// <summary>What <c>AWS_LAMBDA_RUNTIME_API</c> is set to.</summary>
    public string Address => new Uri(_server.Urls.Single()).Authority;

    public static async Task<LambdaRuntime> StartAsync()
    {
        var runtime = new LambdaRuntime();
        await runtime._server.StartAsync(TestContext.Current.CancellationToken);
        return runtime;
    }

    /// <summary>Invokes the function, and waits for <c>response</c> or <c>error</c> with its body.</summary>
    public async Task<(string Kind, string Body)> InvokeAsync(TimeSpan timeout)
    {
        var id = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        var result = _results.GetOrAdd(
            id,
            _ => new TaskCompletionSource<(string, string)>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        _invocations.Writer.TryWrite((id, TimeProvider.System.GetUtcNow() + timeout));
        return await result.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandOutAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        var (id, deadline) = await _invocations.Reader.ReadAsync(cancellationToken);
        response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
        response.Headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        await response.WriteAsync("""{"source":"aws.events"}""", cancellationToken);
    }

    private async Task<IResult> TakeAsync(string id, string kind, HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        _results[id].SetResult((kind, await reader.ReadToEndAsync(cancellationToken)));
        return Results.Accepted();
    }
}
