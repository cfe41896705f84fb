using System.Collections.Concurrent;
using System.Net;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>The network of a test: what no test registered throws.</summary>
internal sealed class StubHttp : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    /// <summary>What was asked, in order: path and query.</summary>
    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = [];

    /// <summary>Answers a path with a body.</summary>
    public StubHttp Answer(
        string path,
        string body,
        HttpStatusCode status = HttpStatusCode.OK,
        Action<HttpResponseMessage>? change = null
    ) =>
        Answer(
            path,
            (_, _) =>
            {
                var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
                change?.Invoke(response);
                return Task.FromResult(response);
            }
        );

    /// <summary>Answers a path by a function.</summary>
    public StubHttp Answer(string path, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers[path] = answer;
        return this;
    }

    /// <summary>A client of this network.</summary>
    public HttpClient CreateClient() => new(this, disposeHandler: false) { BaseAddress = new Uri("http://market.test") };

    /// <summary>How often a path was asked.</summary>
    public int CountOf(string path) => Requests.Count(request => request.RequestUri!.AbsolutePath == path);

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return _answers.TryGetValue(request.RequestUri!.AbsolutePath, out var answer)
            ? answer(request, cancellationToken)
            : throw new InvalidOperationException($"No test registered {request.RequestUri}.");
    }
}
