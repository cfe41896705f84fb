namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>Asks CoinMarketCap, with a key or without, and keeps the key out of every message.</summary>
public sealed class CoinMarketCapClient(HttpClient client, string? apiKey, TimeProvider clock)
{
    /// <summary>Whether a key is sent.</summary>
    public bool HasKey => apiKey is not null;

    /// <summary>Asks for a path and reads the answer.</summary>
    /// <exception cref="SourceException">It did not answer, or <paramref name="read"/> says what is wrong with its answer.</exception>
    public async Task<T> AskAsync<T>(string path, Func<SourceAnswer, T> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, HasKey ? path : $"public-api/{path}");
        if (apiKey is not null)
        {
            request.Headers.Add("X-CMC_PRO_API_KEY", apiKey);
        }

        var answer = await SourceAnswer.ReadAsync(client, request, clock, cancellationToken);
        try
        {
            return read(answer);
        }
        catch (SourceException exception) when (apiKey is null && exception.Failure == SourceFailure.KeyRefused)
        {
            // No key was sent, so none is to be put right: perhaps it answers again later.
            throw new SourceException(SourceFailure.BadRequest, exception.Message, exception.RetryAfter);
        }
        catch (SourceException exception)
            when (apiKey is not null && exception.Message.Contains(apiKey, StringComparison.OrdinalIgnoreCase))
        {
            // An answer that repeats the key: its message is going to be logged, without it and without what lies below.
            var message = exception.Message.Replace(apiKey, "(the key)", StringComparison.OrdinalIgnoreCase);
            throw new SourceException(exception.Failure, message, exception.RetryAfter);
        }
    }
}
