using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>
/// Reads CoinMarketCap's <c>quotes/latest</c>: <c>{"status": {…}, "data": DATA}</c> with a coin
/// <c>{"id": 1, "circulating_supply": 19068831, …, "quote": QUOTE}</c>.
/// DATA is a map of coins (v1, v2 by id), a map of arrays (v2 by symbol) or an array (v3); QUOTE is a map
/// <c>{"USD": {"price": 21847.757042255787, …}}</c> or an array <c>[{"symbol": "USD", "price": …}]</c> (v3).
/// </summary>
public static class CoinMarketCapParser
{
    private const string BitcoinId = "1";
    private const string UsdId = "2781";

    /// <summary>Parses a response as a quote.</summary>
    /// <exception cref="SourceException">The response is an error, empty, or cannot be parsed.</exception>
    public static Quote ToQuote(SourceResponse response, Symbol symbol, DateTimeOffset slot, string source)
    {
        CoinMarketCapErrors.ThrowIfFailed(response);
        var root = response.Json;
        var coin = FindBitcoin(root);
        var usd = FindQuote(JsonFields.Field(coin, "quote"), "USD") ?? throw JsonFields.Invalid("The body has no quote in US dollars.");
        return ToQuote(coin, usd, symbol, slot, TimeOf(root, coin, usd), source);
    }

    /// <summary>Finds Bitcoin by its id.</summary>
    /// <exception cref="SourceException">The response does not contain it.</exception>
    public static JsonElement FindBitcoin(JsonElement root) =>
        FindCoin(JsonFields.Field(root, "data")) ?? throw JsonFields.Invalid("The body has no data for Bitcoin.");

    /// <summary>A coin's figures in a currency; null if there are none.</summary>
    public static JsonElement? FindQuote(JsonElement? quote, string currency) =>
        quote is { ValueKind: JsonValueKind.Object }
            ? JsonFields.Field(quote, currency)
            : Members(quote).Where(figures => IsIn(figures, currency)).Select(figures => (JsonElement?)figures).FirstOrDefault();

    /// <summary>The time of a price: its own, otherwise the coin's, otherwise the response's.</summary>
    /// <exception cref="SourceException">There is none.</exception>
    public static DateTimeOffset TimeOf(JsonElement root, JsonElement coin, JsonElement quote) =>
        JsonFields.Time(quote, "last_updated")
        ?? JsonFields.Time(coin, "last_updated")
        ?? JsonFields.Time(JsonFields.Field(root, "status"), "timestamp")
        ?? throw JsonFields.Invalid("The body has no time for its price.");

    private static Quote ToQuote(
        JsonElement coin,
        JsonElement usd,
        Symbol symbol,
        DateTimeOffset slot,
        DateTimeOffset asOf,
        string source
    ) =>
        new()
        {
            Symbol = symbol,
            Slot = slot,
            AsOf = asOf,
            Source = source,
            Price = JsonFields.Number(usd, "price") ?? throw JsonFields.Invalid("The body has no price."),
            MarketCap = JsonFields.Number(usd, "market_cap"),
            FullyDilutedMarketCap = JsonFields.Number(usd, "fully_diluted_market_cap"),
            MarketCapDominance = JsonFields.Number(usd, "market_cap_dominance"),
            Volume24h = JsonFields.Number(usd, "volume_24h"),
            VolumeChange24h = JsonFields.Number(usd, "volume_change_24h"),
            PercentChange1h = JsonFields.Number(usd, "percent_change_1h"),
            PercentChange24h = JsonFields.Number(usd, "percent_change_24h"),
            PercentChange7d = JsonFields.Number(usd, "percent_change_7d"),
            PercentChange30d = JsonFields.Number(usd, "percent_change_30d"),
            PercentChange60d = JsonFields.Number(usd, "percent_change_60d"),
            PercentChange90d = JsonFields.Number(usd, "percent_change_90d"),
            CirculatingSupply = JsonFields.Number(coin, "circulating_supply"),
            TotalSupply = JsonFields.Number(coin, "total_supply"),
            MaxSupply = JsonFields.Number(coin, "max_supply"),
            Rank = JsonFields.Count(coin, "cmc_rank"),
            MarketPairs = JsonFields.Count(coin, "num_market_pairs"),
        };

    private static JsonElement? FindCoin(JsonElement? data) =>
        Members(data)
            .SelectMany(member => member.ValueKind == JsonValueKind.Array ? member.EnumerateArray() : Enumerable.Repeat(member, 1))
            .Where(coin => IdOf(coin) == BitcoinId)
            .Select(coin => (JsonElement?)coin)
            .FirstOrDefault();

    private static bool IsIn(JsonElement figures, string currency) =>
        JsonFields.Field(figures, "symbol") is { } symbol
            ? JsonFields.TextOf(symbol) == currency
            : currency == "USD" && IdOf(figures) == UsdId;

    private static string? IdOf(JsonElement element) => JsonFields.Field(element, "id") is { } id ? JsonFields.TextOf(id) : null;

    private static IEnumerable<JsonElement> Members(JsonElement? element) =>
        element switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
            { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().Select(property => property.Value),
            _ => [],
        };
}
