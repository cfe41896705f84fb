using System.Net;
using System.Text.Json;

namespace BtcTracker.Ingest.Sources;

/// <summary>The exchanges' errors: the HTTP status determines their kind.</summary>
public static class ExchangeErrors
{
    /// <summary>Throws if the status is an error.</summary>
    /// <param name="response">The response.</param>
    /// <param name="exchange">The exchange's name, for the message.</param>
    /// <param name="messageOf">Finds the exchange's message in a body; null shows the beginning of the body.</param>
    /// <exception cref="SourceException">The status is an error.</exception>
    public static void ThrowIfFailed(SourceResponse response, string exchange, Func<JsonElement, JsonElement?> messageOf)
    {
        if (!response.IsSuccess)
        {
            throw new SourceException(
                FailureOf(response.Status),
                $"{exchange} returned {(int)response.Status}: {JsonFields.Shorten(MessageOf(response, messageOf))}",
                response.RetryAfter
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

    private static string MessageOf(SourceResponse response, Func<JsonElement, JsonElement?> messageOf)
    {
        try
        {
            return messageOf(response.Json) is { ValueKind: JsonValueKind.String } message ? JsonFields.TextOf(message) : response.Body;
        }
        catch (SourceException)
        {
            return response.Body; // A proxy's page.
        }
    }
}
