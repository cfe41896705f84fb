using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>CoinMarketCap, with a key or without.</summary>
public sealed class CoinMarketCapSource : IQuoteSource
{
    // One coin by its id, for a symbol is ambiguous, and one currency: one credit a call.
    private const string Query = "v3/cryptocurrency/quotes/latest?id=1&convert=USD";

    private readonly CoinMarketCapClient _client;
    private readonly KeyStanding? _standing;
    private readonly bool _hasKey;

    private CoinMarketCapSource(CoinMarketCapClient client, string name, KeyStanding? standing) =>
        (_client, Name, _standing, _hasKey) = (client, name, standing, client.HasKey);

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>CoinMarketCap as its customers see it; what each answer costs is counted by <paramref name="standing"/>.</summary>
    public static CoinMarketCapSource WithKey(
        HttpClient client,
        MarketMode mode,
        string apiKey,
        TimeProvider clock,
        KeyStanding? standing = null
    ) => new(new CoinMarketCapClient(client, apiKey, clock), SourceNames.In(mode, SourceNames.CoinMarketCap), standing);

    /// <summary>
    /// CoinMarketCap as anybody sees it; how often is not published. Where there is a key too, it keeps to that key's pace.
    /// </summary>
    public static CoinMarketCapSource Keyless(HttpClient client, MarketMode mode, TimeProvider clock, KeyStanding? standing = null) =>
        new(new CoinMarketCapClient(client, null, clock), SourceNames.In(mode, SourceNames.CoinMarketCapKeyless), standing);

    /// <inheritdoc />
    public bool IsDue(DateTimeOffset slot) => _standing?.IsDue(slot) ?? true;

    /// <inheritdoc />
    public void Restore(IngestStatus status)
    {
        if (
            _hasKey
            && status is { Credits: { } credits }
            && status.Sources.FirstOrDefault(source => source.Name == Name)?.CalledAt is { } lastCall
        )
        {
            _standing?.Restore(credits, lastCall);
        }
    }

    /// <inheritdoc />
    public Task<Reading> ReadQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        if (_hasKey)
        {
            _standing?.Asked(slot);
        }

        return _client.AskAsync(Query, answer => ToReading(answer, symbol, slot), cancellationToken);
    }

    private Reading ToReading(SourceAnswer answer, Symbol symbol, DateTimeOffset slot)
    {
        if (_hasKey)
        {
            _standing?.Spent(CoinMarketCapErrors.CreditsOf(answer));
        }

        return Reading.Of(CoinMarketCapParser.ToQuote(answer, symbol, slot, Name), answer.Body);
    }
}
