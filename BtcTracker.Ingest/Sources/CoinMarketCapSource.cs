using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>CoinMarketCap, with a key or without.</summary>
public sealed class CoinMarketCapSource : IQuoteSource
{
    // One coin by its id, for a symbol is ambiguous, and one currency: one credit a call.
    private const string Query = "v3/cryptocurrency/quotes/latest?id=1&convert=USD";

    private readonly HttpClient _client;
    private readonly string? _apiKey;
    private readonly TimeProvider _clock;

    private CoinMarketCapSource(HttpClient client, string name, string? apiKey, TimeProvider clock) =>
        (_client, Name, _apiKey, _clock) = (client, name, apiKey, clock);

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>CoinMarketCap as its customers see it.</summary>
    public static CoinMarketCapSource WithKey(HttpClient client, MarketMode mode, string apiKey, TimeProvider clock) =>
        new(client, SourceNames.In(mode, SourceNames.CoinMarketCap), apiKey, clock);

    /// <summary>CoinMarketCap as anybody sees it; how often is not published.</summary>
    public static CoinMarketCapSource Keyless(HttpClient client, MarketMode mode, TimeProvider clock) =>
        new(client, SourceNames.In(mode, SourceNames.CoinMarketCapKeyless), null, clock);

    /// <inheritdoc />
    public async Task<Quote> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _apiKey is null ? $"public-api/{Query}" : Query);
        if (_apiKey is not null)
        {
            request.Headers.Add("X-CMC_PRO_API_KEY", _apiKey);
        }

        var answer = await SourceAnswer.ReadAsync(_client, request, _clock, cancellationToken);
        try
        {
            return CoinMarketCapBody.ToQuote(answer, symbol, slot, Name);
        }
        catch (SourceException exception) when (_apiKey is null && exception.Failure == SourceFailure.KeyRefused)
        {
            // No key was sent, so none is to be put right: perhaps it answers again later.
            throw new SourceException(SourceFailure.BadRequest, exception.Message, exception.RetryAfter);
        }
        catch (SourceException exception) when (_apiKey is not null && exception.Message.Contains(_apiKey, StringComparison.OrdinalIgnoreCase))
        {
            // An answer that repeats the key: its message is going to be logged, without it and without what lies below.
            var message = exception.Message.Replace(_apiKey, "(the key)", StringComparison.OrdinalIgnoreCase);
            throw new SourceException(exception.Failure, message, exception.RetryAfter);
        }
    }
}
