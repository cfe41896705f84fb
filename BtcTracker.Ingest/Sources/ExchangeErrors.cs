using System.Net;
using System.Text.Json;

namespace BtcTracker.Ingest.Sources;

/// <summary>What the exchanges' errors have in common: the HTTP status tells their kind.</summary>
public static class ExchangeErrors
{
    /// <summary>Throws what an answer's status says went wrong.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="exchange">The exchange's name, for the message.</param>
    /// <param name="messageOf">Finds the exchange's own words in a body; null shows the body's beginning.</param>
    /// <exception cref="SourceException">Something did.</exception>
    public static void ThrowIfFailed(SourceAnswer answer, string exchange, Func<JsonElement, JsonElement?> messageOf)
    {
        if (!answer.IsSuccess)
        {
            throw new SourceException(
                FailureOf(answer.Status),
                $"{exchange} answered {(int)answer.Status}: {JsonFields.Shown(MessageOf(answer, messageOf))}",
                answer.RetryAfter
            );
        }
    }

    private static SourceFailure FailureOf(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.TooManyRequests => SourceFailure.AddressLimit,
            HttpStatusCode.RequestTimeout => SourceFailure.Unreachable,
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => SourceFailure.BadRequest,
            _ => SourceFailure.Server,
        };

    private static string MessageOf(SourceAnswer answer, Func<JsonElement, JsonElement?> messageOf)
    {
        try
        {
            return messageOf(answer.Json) is { ValueKind: JsonValueKind.String } message ? JsonFields.TextOf(message) : answer.Body;
        }
        catch (SourceException)
        {
            return answer.Body; // A proxy's page.
        }
    }
}
