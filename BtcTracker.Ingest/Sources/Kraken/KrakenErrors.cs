using System.Text.Json;

namespace BtcTracker.Ingest.Sources.Kraken;

/// <summary>
/// Kraken's errors: <c>{"error": ["EAPI:Rate limit exceeded"]}</c> with status 200; entries that begin with W are warnings.
/// </summary>
public static class KrakenErrors
{
    /// <summary>Throws if the HTTP status or the body's errors are an error.</summary>
    /// <exception cref="SourceException">There is an error, or the body is not JSON.</exception>
    public static void ThrowIfFailed(SourceResponse response)
    {
        ExchangeErrors.ThrowIfFailed(response, "Kraken", _ => null);
        if (FirstError(response.Json) is { } error)
        {
            throw new SourceException(
                FailureOf(error),
                $"Kraken returned {(int)response.Status}: {JsonFields.Shorten(error)}",
                response.RetryAfter
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
