using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>CoinMarketCap, with an API key or without.</summary>
public sealed class CoinMarketCapSource : IQuoteSource
{
    // One coin, by its id because symbols are ambiguous, in one currency: one credit per call.
    private const string Query = "v3/cryptocurrency/quotes/latest?id=1&convert=USD";

    private readonly CoinMarketCapClient _client;
    private readonly PlanCredits? _planCredits;
    private readonly bool _hasKey;

    private CoinMarketCapSource(CoinMarketCapClient client, string name, PlanCredits? planCredits) =>
        (_client, Name, _planCredits, _hasKey) = (client, name, planCredits, client.HasKey);

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>CoinMarketCap with an API key; <paramref name="planCredits"/> counts the credits of each response.</summary>
    public static CoinMarketCapSource WithKey(
        HttpClient client,
        MarketMode mode,
        string apiKey,
        TimeProvider clock,
        PlanCredits? planCredits = null
    ) => new(new CoinMarketCapClient(client, apiKey, clock), SourceNames.In(mode, SourceNames.CoinMarketCap), planCredits);

    /// <summary>
    /// CoinMarketCap without an API key, whose rate limit is not published. If there is a key too, it keeps to that key's rate.
    /// </summary>
    public static CoinMarketCapSource Keyless(HttpClient client, MarketMode mode, TimeProvider clock, PlanCredits? planCredits = null) =>
        new(new CoinMarketCapClient(client, null, clock), SourceNames.In(mode, SourceNames.CoinMarketCapKeyless), planCredits);

    /// <inheritdoc />
    public bool IsDue(DateTimeOffset slot) => _planCredits?.IsDue(slot) ?? true;

    /// <inheritdoc />
    public void Restore(IngestStatus status)
    {
        if (
            _hasKey
            && status is { Credits: { } credits }
            && status.Sources.FirstOrDefault(source => source.Name == Name)?.CalledAt is { } lastCall
        )
        {
            _planCredits?.Restore(credits, lastCall);
        }
    }

    /// <inheritdoc />
    public Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        if (_hasKey)
        {
            _planCredits?.Asked(slot);
        }

        return _client.AskAsync(Query, response => ToReading(response, symbol, slot), cancellationToken);
    }

    private Reading ToReading(SourceResponse response, Symbol symbol, DateTimeOffset slot)
    {
        if (_hasKey)
        {
            _planCredits?.Spent(CoinMarketCapErrors.CreditsOf(response));
        }

        return Reading.Of(CoinMarketCapParser.ToQuote(response, symbol, slot, Name), response.Body);
    }
}
