using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A proxy in front of the live stream as some are: one that does not let it open, or cuts it.</summary>
internal sealed class FaultyStreamProxy : IStartupFilter
{
    private int _opened;
    private string? _instead;

    /// <summary>How long a stream lasts; null for as long as it likes.</summary>
    public TimeSpan? CutAfter { get; set; }

    /// <summary>What a stream waits for before it opens.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>What is answered once instead of the stream.</summary>
    public string? Instead
    {
        get => _instead;
        set => _instead = value;
    }

    /// <summary>How many streams were asked for.</summary>
    public int Opened => _opened;

    /// <inheritdoc />
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(ForwardAsync);
            next(app);
        };

    private async Task ForwardAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/api/v1/stream")
        {
            await next(context);
            return;
        }

        Interlocked.Increment(ref _opened);
        await Held.WaitAsync(context.RequestAborted);
        if (Interlocked.Exchange(ref _instead, null) is { } body)
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(body, context.RequestAborted);
            return;
        }

        using var cut = CutAfter is { } limit ? new CancellationTokenSource(limit, TimeProvider.System) : new();
        await using var aborted = cut.Token.Register(context.Abort);
        await next(context);
    }
}
