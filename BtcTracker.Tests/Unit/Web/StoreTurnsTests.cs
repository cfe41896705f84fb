using BtcTracker.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class StoreTurnsTests
{
    [Fact]
    public async Task Few_read_at_once_others_wait_and_who_is_too_many_is_told_so()
    {
        using var turns = new StoreTurns();
        var (reading, open) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        async ValueTask<object?> ReadAsync(EndpointFilterInvocationContext context)
        {
            Interlocked.Increment(ref reading);
            await open.Task;
            return "rows";
        }

        var asked = Enumerable.Range(0, StoreTurns.AtOnce + StoreTurns.Waiting)
            .Select(_ => turns.TakeAsync(new DefaultEndpointFilterInvocationContext(new DefaultHttpContext()), ReadAsync).AsTask())
            .ToList();
        var tooMany = new DefaultHttpContext();
        var refused = await turns.TakeAsync(new DefaultEndpointFilterInvocationContext(tooMany), ReadAsync);
        var readingAtOnce = reading;
        open.SetResult();
        var answers = await Task.WhenAll(asked);

        Assert.Equal(StoreTurns.AtOnce, readingAtOnce);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, Assert.IsType<ProblemHttpResult>(refused).StatusCode);
        Assert.Equal("5", tooMany.Response.Headers.RetryAfter);
        Assert.All(answers, answer => Assert.Equal("rows", answer));
    }
}
