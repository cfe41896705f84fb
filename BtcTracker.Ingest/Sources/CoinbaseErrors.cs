using System.Net;
using System.Text.Json;

namespace BtcTracker.Ingest.Sources;

/// <summary>Coinbase's errors: an HTTP status and <c>{"message": "…"}</c>.</summary>
public static class CoinbaseErrors
{
    /// <summary>Throws what an answer's status says went wrong.</summary>
    /// <exception cref="SourceException">Something did.</exception>
    public static void ThrowIfFailed(SourceAnswer answer)
    {
        if (!answer.IsSuccess)
        {
            throw new SourceException(
                FailureOf(answer.Status),
                $"Coinbase answered {(int)answer.Status}: {JsonFields.Shown(MessageOf(answer.Body))}",
                answer.RetryAfter);
        }
    }

    private static SourceFailure FailureOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => SourceFailure.AddressLimit,
        HttpStatusCode.RequestTimeout => SourceFailure.Unreachable,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => SourceFailure.BadRequest,
        _ => SourceFailure.Server,
    };

    private static string MessageOf(string body)
    {
        try
        {
            using var document = JsonFields.Parse(body);
            return JsonFields.Field(document.RootElement, "message") is { ValueKind: JsonValueKind.String } message ? message.GetString()! : body;
        }
        catch (SourceException)
        {
            return body;
        }
    }
}
