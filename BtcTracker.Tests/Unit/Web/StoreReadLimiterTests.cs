using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class StoreReadLimiterTests
{
    [Fact]
    public async Task Few_read_at_once_others_wait_and_one_too_many_gets_503()
    {
        using var limiter = new StoreReadLimiter(TimeProvider.System);
        var (reading, open) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        async ValueTask<object?> ReadAsync(EndpointFilterInvocationContext context)
        {
            Interlocked.Increment(ref reading);
            await open.Task;
            return "rows";
        }

        var asked = Enumerable
            .Range(0, StoreReadLimiter.AtOnce + StoreReadLimiter.Waiting)
            .Select(_ => RunAsync(limiter, new DefaultHttpContext(), ReadAsync))
            .ToList();
        var tooMany = new DefaultHttpContext();
        var refused = await RunAsync(limiter, tooMany, ReadAsync);
        var readingAtOnce = reading;
        open.SetResult();
        var answers = await Task.WhenAll(asked);

        Assert.Equal(StoreReadLimiter.AtOnce, readingAtOnce);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, Assert.IsType<ProblemHttpResult>(refused).StatusCode);
        Assert.Equal("5", tooMany.Response.Headers.RetryAfter);
        Assert.All(answers, answer => Assert.Equal("rows", answer));
    }

    [Fact]
    public async Task Nobody_waits_for_ever_behind_a_store_that_does_not_answer()
    {
        var clock = new ManualTimeProvider(Samples.At("2026-11-20T12:00Z"));
        using var limiter = new StoreReadLimiter(clock);
        var open = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var stuck = Enumerable
            .Range(0, StoreReadLimiter.AtOnce)
            .Select(_ => RunAsync(limiter, new DefaultHttpContext(), _ => new(open.Task)))
            .ToList();
        var context = new DefaultHttpContext();
        var waiting = RunAsync(limiter, context, _ => new(open.Task));

        clock.Advance(StoreReadLimiter.LongestWait);

        var answer = Assert.IsType<ProblemHttpResult>(
            await waiting.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken)
        );
        Assert.Equal((StatusCodes.Status503ServiceUnavailable, "5"), (answer.StatusCode, context.Response.Headers.RetryAfter.ToString()));
        Assert.Contains("for 10 s", answer.ProblemDetails.Detail, StringComparison.Ordinal);
        open.SetResult("rows");
        Assert.All(await Task.WhenAll(stuck), rows => Assert.Equal("rows", rows));
    }

    private static Task<object?> RunAsync(StoreReadLimiter limiter, HttpContext context, EndpointFilterDelegate read) =>
        limiter.RunAsync(new DefaultEndpointFilterInvocationContext(context), read).AsTask();
}
