namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>Calls CoinMarketCap, with an API key or without, and keeps the key out of every message.</summary>
public sealed class CoinMarketCapClient(HttpClient client, string? apiKey, TimeProvider clock)
{
    /// <summary>Whether an API key is sent.</summary>
    public bool HasKey => apiKey is not null;

    /// <summary>Requests a path and parses the response.</summary>
    /// <exception cref="SourceException">CoinMarketCap did not respond, or <paramref name="read"/> rejects the response.</exception>
    public async Task<T> AskAsync<T>(string path, Func<SourceResponse, T> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, HasKey ? path : $"public-api/{path}");
        if (apiKey is not null)
        {
            request.Headers.Add("X-CMC_PRO_API_KEY", apiKey);
        }

        var response = await SourceResponse.ReadAsync(client, request, clock, cancellationToken);
        try
        {
            return read(response);
        }
        catch (SourceException exception) when (apiKey is null && exception.Failure == SourceFailure.KeyRefused)
        {
            // No key was sent, so there is none to correct: a later call may succeed.
            throw new SourceException(SourceFailure.BadRequest, exception.Message, exception.RetryAfter);
        }
        catch (SourceException exception)
            when (apiKey is not null && exception.Message.Contains(apiKey, StringComparison.OrdinalIgnoreCase))
        {
            // The response repeats the key: its message is logged without the key and without the inner exception.
            var message = exception.Message.Replace(apiKey, "(the key)", StringComparison.OrdinalIgnoreCase);
            throw new SourceException(exception.Failure, message, exception.RetryAfter);
        }
    }
}
