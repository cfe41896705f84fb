using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A vendor's HTTP server on a free port of this machine: what no test registered is 404.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = [];

    private StubServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<(string PathAndQuery, string UserAgent)> Requests { get; } = [];

    public static async Task<StubServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new StubServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Answers a path with a JSON body.</summary>
    public StubServer Answer(
        string path,
        string body,
        int status = StatusCodes.Status200OK,
        params (string Name, string Value)[] headers
    ) =>
        Answer(
            path,
            context =>
            {
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                foreach (var (name, value) in headers)
                {
                    context.Response.Headers[name] = value;
                }

                return context.Response.WriteAsync(body, context.RequestAborted);
            }
        );

    /// <summary>Answers a path by a function.</summary>
    public StubServer Answer(string path, RequestDelegate answer)
    {
        _answers[path] = answer;
        return this;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(($"{context.Request.Path}{context.Request.QueryString}", context.Request.Headers.UserAgent.ToString()));
        if (_answers.TryGetValue(context.Request.Path, out var answer))
        {
            return answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
