using System.Text.Json;

namespace BtcTracker.Ingest.Sources.Kraken;

/// <summary>
/// Kraken's errors: <c>{"error": ["EAPI:Rate limit exceeded"]}</c> with status 200; words that begin with W are warnings.
/// </summary>
public static class KrakenErrors
{
    /// <summary>Throws what the HTTP status, or else the body's errors, say went wrong.</summary>
    /// <exception cref="SourceException">Something did, or the body is no JSON.</exception>
    public static void ThrowIfFailed(SourceAnswer answer)
    {
        ExchangeErrors.ThrowIfFailed(answer, "Kraken", _ => null);
        if (FirstError(answer.Json) is { } error)
        {
            throw new SourceException(
                FailureOf(error),
                $"Kraken answered {(int)answer.Status}: {JsonFields.Shown(error)}",
                answer.RetryAfter
            );
        }
    }

    private static string? FirstError(JsonElement body) =>
        JsonFields.Field(body, "error") is { ValueKind: JsonValueKind.Array } errors
            ? errors.EnumerateArray().Select(JsonFields.TextOf).FirstOrDefault(error => !error.StartsWith('W'))
            : null;

    private static SourceFailure FailureOf(string error) =>
        error switch
        {
            _ when error.Contains("rate limit", StringComparison.OrdinalIgnoreCase)
                    || error.Contains("too many", StringComparison.OrdinalIgnoreCase) => SourceFailure.AddressLimit,
            _ when error.StartsWith("EService:Throttled", StringComparison.Ordinal) => SourceFailure.AddressLimit,
            _ when error.StartsWith("EQuery:", StringComparison.Ordinal)
                    || error.StartsWith("EGeneral:Invalid", StringComparison.Ordinal) => SourceFailure.BadRequest,
            _ => SourceFailure.Server,
        };
}
