using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A store's address before the store: requests with a text in their bodies wait there until they are let through.</summary>
internal sealed class HeldStore : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly HttpClient _store;
    private readonly string _heldText;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;

    private HeldStore(Uri store, string heldText)
    {
        (_store, _heldText) = (new HttpClient { BaseAddress = store }, heldText);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(ForwardAsync);
    }

    /// <summary>What <c>AWS_ENDPOINT_URL_DYNAMODB</c> is set to.</summary>
    public Uri Endpoint => new(_server.Urls.Single());

    /// <summary>How many requests wait or have waited.</summary>
    public int Held => Volatile.Read(ref _held);

    public static async Task<HeldStore> StartAsync(Uri store, string heldText)
    {
        var held = new HeldStore(store, heldText);
        await held._server.StartAsync(TestContext.Current.CancellationToken);
        return held;
    }

    /// <summary>Lets all through.</summary>
    public void Release() => _released.SetResult();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _store.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (body.Contains(_heldText, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _held);
            await _released.Task.WaitAsync(context.RequestAborted);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new(context.Request.ContentType!.Split(';')[0]);
        foreach (var name in new[] { "X-Amz-Target", "Authorization", "X-Amz-Date" })
        {
            request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name].ToString());
        }

        using var response = await _store.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
