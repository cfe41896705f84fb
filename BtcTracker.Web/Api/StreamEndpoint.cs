using BtcTracker.Web.Live;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace BtcTracker.Web.Api;

/// <summary>Every new quote as server-sent events.</summary>
public static class StreamEndpoint
{
    /// <summary>Streams from after a slot on; without one from the newest quote on.</summary>
    public static async Task<Results<EmptyHttpResult, ValidationProblem, ProblemHttpResult>> StreamQuotes(
        string? after,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        QuoteStreamWriter stream,
        HttpContext context)
    {
        // A browser that reconnects repeats the address, so its Last-Event-ID is the newer of the two.
        var (parameter, given) = string.IsNullOrEmpty(lastEventId) ? (nameof(after), after) : ("Last-Event-ID", lastEventId);
        if (!BadInput.TryParseSlot(given, out var slot))
        {
            return BadInput.Problem(parameter, $"{parameter} '{given}' is not a slot; it must be whole seconds since 1970, as in an event's id.");
        }

        return await stream.TryWriteAsync(context, slot) ? TypedResults.Empty : Full(context);
    }

    private static ProblemHttpResult Full(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "30";
        return TypedResults.Problem(
            "As many live streams are open as this server holds; ask /api/v1/quotes/latest meanwhile.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Too many streams");
    }
}
