using System.Globalization;
using System.Text.Json.Nodes;
using BtcTracker.MarketSim.Markets;

namespace BtcTracker.MarketSim.Api;

/// <summary>The coin's name in the request, which is the key of <c>data</c> if that is a map.</summary>
public readonly record struct CoinName(string Text, bool IsSymbol);

/// <summary>CoinMarketCap's bodies.</summary>
public static class CoinMarketCapBodies
{
    /// <summary><c>data</c> is a map of objects, <c>quote</c> a map, tags are strings.</summary>
    public static JsonNode V1(MarketReading reading, CoinName name, IReadOnlyList<Currency> currencies) =>
        new JsonObject { [name.Text] = Coin(reading, new JsonArray("mineable", "pow"), MapOfQuotes(reading, currencies)) };

    /// <summary><c>data</c> is a map of objects, or of arrays if the coin was requested by its symbol; <c>quote</c> is a map.</summary>
    public static JsonNode V2(MarketReading reading, CoinName name, IReadOnlyList<Currency> currencies)
    {
        var coin = Coin(reading, TagObjects(), MapOfQuotes(reading, currencies));
        return new JsonObject { [name.Text] = name.IsSymbol ? new JsonArray(coin) : coin };
    }

    /// <summary><c>data</c> and <c>quote</c> are arrays.</summary>
    public static JsonNode V3(MarketReading reading, CoinName name, IReadOnlyList<Currency> currencies) =>
        new JsonArray(Coin(reading, TagObjects(), new JsonArray([.. currencies.Select(currency => NamedQuote(reading, currency))])));

    /// <summary>A whole body that succeeds.</summary>
    public static JsonObject Success(DateTimeOffset now, JsonNode data, int credits) =>
        new()
        {
            ["status"] = new JsonObject
            {
                ["timestamp"] = Time(now),
                ["error_code"] = 0,
                ["error_message"] = null,
                ["elapsed"] = 1,
                ["credit_count"] = credits,
                ["notice"] = null,
            },
            ["data"] = data,
        };

    /// <summary>A whole body that fails; a bad request has empty data too.</summary>
    public static JsonObject Error(DateTimeOffset now, int code, string message)
    {
        var body = code == 400 ? new JsonObject { ["data"] = new JsonObject() } : [];
        body["status"] = new JsonObject
        {
            ["timestamp"] = Time(now),
            ["error_code"] = code,
            ["error_message"] = message,
            ["elapsed"] = 1,
            ["credit_count"] = 0,
        };
        return body;
    }

    /// <summary>An instant as the vendor writes it.</summary>
    public static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Coin(MarketReading reading, JsonArray tags, JsonNode quote) =>
        new()
        {
            ["id"] = 1,
            ["name"] = "Bitcoin",
            ["symbol"] = "BTC",
            ["slug"] = "bitcoin",
            ["num_market_pairs"] = null,
            ["date_added"] = "2010-07-13T00:00:00.000Z",
            ["tags"] = tags,
            ["max_supply"] = reading.MaxSupply,
            ["circulating_supply"] = reading.CirculatingSupply,
            ["total_supply"] = reading.CirculatingSupply,
            ["is_active"] = 1,
            ["platform"] = null,
            ["cmc_rank"] = reading.CirculatingSupply is null ? null : 1,
            ["is_fiat"] = 0,
            ["last_updated"] = Time(reading.LastUpdated),
            ["quote"] = quote,
        };

    private static JsonObject MapOfQuotes(MarketReading reading, IReadOnlyList<Currency> currencies) =>
        new(currencies.Select(currency => KeyValuePair.Create<string, JsonNode?>(currency.Code, Quote(currency.Convert(reading)))));

    private static JsonObject NamedQuote(MarketReading reading, Currency currency)
    {
        var quote = Quote(currency.Convert(reading));
        quote.Insert(0, "id", currency.Id);
        quote.Insert(1, "symbol", currency.Code);
        return quote;
    }

    private static JsonObject Quote(MarketReading reading) =>
        new()
        {
            ["price"] = reading.Price,
            ["volume_24h"] = reading.Volume24h,
            ["volume_change_24h"] = reading.VolumeChange24h,
            ["percent_change_1h"] = reading.Changes.Hour,
            ["percent_change_24h"] = reading.Changes.Day,
            ["percent_change_7d"] = reading.Changes.Week,
            ["percent_change_30d"] = reading.Changes.Days30,
            ["percent_change_60d"] = reading.Changes.Days60,
            ["percent_change_90d"] = reading.Changes.Days90,
            ["market_cap"] = reading.MarketCap,
            ["market_cap_dominance"] = reading.Dominance,
            ["fully_diluted_market_cap"] = reading.FullyDilutedMarketCap,
            ["tvl"] = null,
            ["last_updated"] = Time(reading.LastUpdated),
        };

    private static JsonArray TagObjects() =>
        [
            new JsonObject
            {
                ["slug"] = "mineable",
                ["name"] = "Mineable",
                ["category"] = "OTHERS",
            },
        ];
}
