using System.Net;
using System.Net.Mime;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.ServiceDefaults;
using Polly.Timeout;

namespace BtcTracker.Ingest.Sources;

/// <summary>A source's raw HTTP response.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body as text.</param>
/// <param name="RetryAfter">The Retry-After of the response; null if there is none.</param>
/// <param name="RespondedAt">The time of the response: its Date header if there is one.</param>
public sealed record SourceResponse(HttpStatusCode Status, string Body, TimeSpan? RetryAfter = null, DateTimeOffset? RespondedAt = null)
{
    // How much the Date header, in whole seconds, may be behind.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    private JsonElement? _json;

    /// <summary>The body as JSON, parsed once.</summary>
    /// <exception cref="SourceException">The body is not JSON: a web page, or truncated.</exception>
    public JsonElement Json => _json ??= JsonFields.Parse(Body);

    /// <summary>Whether the status is a success. The body may still be an error.</summary>
    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>
    /// Whether a candle was closed at the time of the response, by the source's clock because this machine's may be ahead.
    /// </summary>
    public bool IsAfter(Candle candle) => candle.CloseTime <= RespondedAt + ClockTolerance;

    /// <summary>Sends a request to a source.</summary>
    /// <exception cref="SourceException">The source did not respond.</exception>
    public static async Task<SourceResponse> ReadAsync(
        HttpClient client,
        HttpRequestMessage request,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var httpResponse = await client.SendAsync(request, cancellationToken);
            if (httpResponse.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
            {
                throw RefusedByProxy(request, null);
            }

            var body = await httpResponse.Content.ReadAsStringAsync(cancellationToken);
            var response = new SourceResponse(
                httpResponse.StatusCode,
                body,
                Http.RetryAfterOf(httpResponse, clock.GetUtcNow()),
                httpResponse.Headers.Date ?? clock.GetUtcNow()
            );
            ThrowIfWebPage(response, httpResponse, request);
            return response;
        }
        catch (HttpRequestException exception) when (ProxyRefusal.IsIn(exception))
        {
            throw RefusedByProxy(request, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new SourceException(
                SourceFailure.Unreachable,
                $"{request.RequestUri?.Host} cannot be reached: {exception.Message}",
                null,
                exception
            );
        }
        catch (TimeoutRejectedException exception)
        {
            throw new SourceException(SourceFailure.Unreachable, $"{request.RequestUri?.Host} did not respond in time.", null, exception);
        }
        catch (InvalidOperationException exception)
        {
            // The body's character set is unknown.
            throw new SourceException(
                SourceFailure.InvalidBody,
                $"{request.RequestUri?.Host} returned a body that is not text.",
                null,
                exception
            );
        }
    }

    /// <summary>
    /// A web page is not a response of the API, whatever its status: it is a sign-in page, or a blocking proxy. A rate limit and a server
    /// error keep their meaning.
    /// </summary>
    private static void ThrowIfWebPage(SourceResponse response, HttpResponseMessage httpResponse, HttpRequestMessage request)
    {
        var beginning = response.Body.AsSpan().TrimStart();
        var isPage =
            httpResponse.Content.Headers.ContentType?.MediaType == MediaTypeNames.Text.Html
            || beginning.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || beginning.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        if (
            isPage
            && (int)response.Status < 500
            && response.Status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
        )
        {
            throw new SourceException(
                SourceFailure.Unreachable,
                $"{request.RequestUri?.Host} returned {(int)response.Status} with a web page, which the API never does: "
                    + "a proxy or a sign-in "
                    + $"page may have intercepted the request. It begins with '{JsonFields.Shorten(response.Body)}'.",
                response.RetryAfter
            );
        }
    }

    private static SourceException RefusedByProxy(HttpRequestMessage request, Exception? exception) =>
        new(SourceFailure.Unreachable, $"{request.RequestUri?.Host} cannot be reached: {ProxyRefusal.Advice}", null, exception);
}
