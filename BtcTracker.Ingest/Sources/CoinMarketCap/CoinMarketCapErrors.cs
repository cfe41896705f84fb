using System.Globalization;
using System.Net;
using System.Text.Json;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>
/// CoinMarketCap's errors: <c>"status": {"error_code": 1008, "error_message": "You've exceeded …", …}</c>, with status 200 too.
/// </summary>
public static class CoinMarketCapErrors
{
    /// <summary>Throws if the body's status or the HTTP status is an error.</summary>
    /// <exception cref="SourceException">The status is an error, or the body of a success is not JSON.</exception>
    public static void ThrowIfFailed(SourceResponse response)
    {
        var status = StatusOf(response);
        var code = JsonFields.Field(status, "error_code") is { } element ? JsonFields.TextOf(element) : "0";
        if (code is "0" or "" && response.IsSuccess)
        {
            return;
        }

        var message = JsonFields.Field(status, "error_message") is { } words ? JsonFields.Shorten(JsonFields.TextOf(words)) : "no message";
        throw new SourceException(
            FailureOf(code, response.Status),
            $"CoinMarketCap returned {(int)response.Status}, error {code}: {message}",
            response.RetryAfter
        );
    }

    /// <summary>The credits that a response cost, as it states; 0 if it does not.</summary>
    public static int CreditsOf(SourceResponse response)
    {
        try
        {
            return JsonFields.Field(response.Json, "status") is { } status ? JsonFields.Count(status, "credit_count") ?? 0 : 0;
        }
        catch (SourceException)
        {
            return 0; // A proxy's page, which parsing the response reports.
        }
    }

    private static JsonElement? StatusOf(SourceResponse response)
    {
        try
        {
            return JsonFields.Field(response.Json, "status");
        }
        catch (SourceException) when (!response.IsSuccess)
        {
            return null; // A proxy's page: the HTTP status decides.
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

    // If the body has no known code.
    private static SourceFailure FailureOf(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired => SourceFailure.KeyRefused,
            HttpStatusCode.TooManyRequests => SourceFailure.AddressLimit,
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound => SourceFailure.BadRequest,
            _ => SourceFailure.Server,
        };
}
