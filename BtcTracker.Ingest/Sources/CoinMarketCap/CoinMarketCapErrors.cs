using System.Globalization;
using System.Net;
using System.Text.Json;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>
/// CoinMarketCap's errors: <c>"status": {"error_code": 1008, "error_message": "You've exceeded …", …}</c>, with status 200 too.
/// </summary>
public static class CoinMarketCapErrors
{
    /// <summary>Throws what a body's status, or else the HTTP status, says went wrong.</summary>
    /// <exception cref="SourceException">Something did, or the body of a success is no JSON.</exception>
    public static void ThrowIfFailed(SourceAnswer answer)
    {
        var status = StatusOf(answer);
        var code = JsonFields.Field(status, "error_code") is { } element ? JsonFields.TextOf(element) : "0";
        if (code is "0" or "" && answer.IsSuccess)
        {
            return;
        }

        var message = JsonFields.Field(status, "error_message") is { } words ? JsonFields.Shown(JsonFields.TextOf(words)) : "no message";
        throw new SourceException(
            FailureOf(code, answer.Status),
            $"CoinMarketCap answered {(int)answer.Status}, error {code}: {message}",
            answer.RetryAfter
        );
    }

    /// <summary>What an answer cost, by its own word; nothing where it does not say.</summary>
    public static int CreditsOf(SourceAnswer answer)
    {
        try
        {
            return JsonFields.Field(answer.Json, "status") is { } status ? JsonFields.Count(status, "credit_count") ?? 0 : 0;
        }
        catch (SourceException)
        {
            return 0; // A proxy's page, which reading the answer reports.
        }
    }

    private static JsonElement? StatusOf(SourceAnswer answer)
    {
        try
        {
            return JsonFields.Field(answer.Json, "status");
        }
        catch (SourceException) when (!answer.IsSuccess)
        {
            return null; // A proxy's page: the HTTP status says what it means.
        }
    }

    private static SourceFailure FailureOf(string code, HttpStatusCode status) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number switch
            {
                >= 1001 and <= 1007 => SourceFailure.KeyRefused,
                1008 => SourceFailure.MinuteLimit,
                1009 => SourceFailure.DayCredits,
                1010 => SourceFailure.MonthCredits,
                1011 or 1022 => SourceFailure.AddressLimit,
                400 => SourceFailure.BadRequest,
                500 => SourceFailure.Server,
                _ => FailureOf(status),
            }
            : FailureOf(status);

    // Where the body has no code that is known.
    private static SourceFailure FailureOf(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired => SourceFailure.KeyRefused,
            HttpStatusCode.TooManyRequests => SourceFailure.AddressLimit,
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound => SourceFailure.BadRequest,
            _ => SourceFailure.Server,
        };
}
