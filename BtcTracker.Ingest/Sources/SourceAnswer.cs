using System.Net;
using System.Net.Mime;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.ServiceDefaults;
using Polly.Timeout;

namespace BtcTracker.Ingest.Sources;

/// <summary>What a source answered over HTTP, before anybody looked at it.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body as text.</param>
/// <param name="RetryAfter">How long it asks to be left alone; null where it does not say.</param>
/// <param name="AnsweredAt">When it answered, by its own clock where it says that, as HTTP's Date.</param>
public sealed record SourceAnswer(HttpStatusCode Status, string Body, TimeSpan? RetryAfter = null, DateTimeOffset? AnsweredAt = null)
{
    // How much a server's clock, which tells whole seconds, may be behind.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    private JsonElement? _json;

    /// <summary>The body as JSON, parsed once.</summary>
    /// <exception cref="SourceException">It is no JSON: a web page, or cut off.</exception>
    public JsonElement Json => _json ??= JsonFields.Parse(Body);

    /// <summary>Whether the status says success. The body may still say otherwise.</summary>
    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>Whether a candle was over when the source answered: by the source's clock, for this machine's may be ahead.</summary>
    public bool IsAfter(Candle candle) => candle.CloseTime <= AnsweredAt + ClockTolerance;

    /// <summary>Asks a source.</summary>
    /// <exception cref="SourceException">It did not answer.</exception>
    public static async Task<SourceAnswer> ReadAsync(
        HttpClient client,
        HttpRequestMessage request,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
            {
                throw RefusedByProxy(request, null);
            }

            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var answer = new SourceAnswer(
                response.StatusCode,
                body,
                Http.RetryAfterOf(response, clock.GetUtcNow()),
                response.Headers.Date ?? clock.GetUtcNow()
            );
            ThrowIfWebPage(answer, response, request);
            return answer;
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
            throw new SourceException(SourceFailure.Unreachable, $"{request.RequestUri?.Host} did not answer in time.", null, exception);
        }
        catch (InvalidOperationException exception)
        {
            // The body's character set is unknown.
            throw new SourceException(SourceFailure.InvalidBody, $"{request.RequestUri?.Host} answered what is no text.", null, exception);
        }
    }

    /// <summary>
    /// A web page in place of an answer is not the API's word, whatever its status says: a sign-in page, or a proxy that blocks. A limit
    /// and
    /// a server's error keep their meaning.
    /// </summary>
    private static void ThrowIfWebPage(SourceAnswer answer, HttpResponseMessage response, HttpRequestMessage request)
    {
        var beginning = answer.Body.AsSpan().TrimStart();
        var isPage =
            response.Content.Headers.ContentType?.MediaType == MediaTypeNames.Text.Html
            || beginning.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || beginning.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        if (isPage && (int)answer.Status < 500 && answer.Status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout))
        {
            throw new SourceException(
                SourceFailure.Unreachable,
                $"{request.RequestUri?.Host} answered {(int)answer.Status} with a web page, which the API never does: "
                    + "perhaps a proxy or a sign-in "
                    + $"page stands between. It begins with '{JsonFields.Shown(answer.Body)}'.",
                answer.RetryAfter
            );
        }
    }

    private static SourceException RefusedByProxy(HttpRequestMessage request, Exception? exception) =>
        new(SourceFailure.Unreachable, $"{request.RequestUri?.Host} cannot be reached: {ProxyRefusal.Advice}", null, exception);
}
