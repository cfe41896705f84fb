using BtcTracker.Web.Live;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace BtcTracker.Web.Api;

/// <summary>Every new quote and live tick, and each change of the stored history, as server-sent events.</summary>
public static class StreamEndpoint
{
    /// <summary>The description of the events.</summary>
    public const string Description = """
        Event `quote`: its data is the body of /api/v1/quotes/latest, its id the slot. A caller that comes back names the last
        slot it has, and gets every quote since. Where that slot is older than what is kept, event `missed` comes first:
        `{"after", "until", "next"}`, in which next is the address of the quotes between that slot and the next event's.
        Event `history`: stored history has changed otherwise than by the quotes, by backfill or an import. Its data is a number
        that differs after each change, and is sent at the start as well. It has no id: read the history again.
        Event `tick`: a price between two quotes, which is in no history; its data is the body of /api/v1/ticker. It has no id.
        A comment line each 15 seconds shows that the stream is alive.
        """;

    /// <summary>Streams every quote after a slot; without one starts with the latest quote.</summary>
    public static async Task<Results<EmptyHttpResult, ValidationProblem, ProblemHttpResult>> StreamQuotes(
        string? after,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        QuoteStreamWriter stream,
        TimeProvider clock,
        HttpContext context
    )
    {
        // A browser that reconnects repeats the address, so its Last-Event-ID is the later of the two.
        var (parameter, given) = string.IsNullOrEmpty(lastEventId) ? (nameof(after), after) : ("Last-Event-ID", lastEventId);
        if (!BadInput.TryParseSlot(given, clock.GetUtcNow(), out var slot))
        {
            return BadInput.Problem(
                parameter,
                $"{parameter} '{given}' is not a slot; it must be whole seconds since 1970, as in an event's id, and not in the future."
            );
        }

        return await stream.TryWriteAsync(context, slot) is { } refusal ? Refuse(context, refusal) : TypedResults.Empty;
    }

    private static ProblemHttpResult Refuse(HttpContext context, StreamRefusal refusal)
    {
        var reason =
            refusal == StreamRefusal.ClientLimitReached
                ? "This address holds as many live streams as one client may"
                : "As many live streams are open as this server holds";
        context.Response.Headers.RetryAfter = "30";

        // Not 503, although the server is full: the alarm on failures would roll back a deployment for it.
        return TypedResults.Problem(
            $"{reason}; ask {context.Request.PathBase}/api/v1/quotes/latest meanwhile.",
            statusCode: StatusCodes.Status429TooManyRequests,
            title: "Too many streams"
        );
    }
}
