using System.Globalization;
using System.Text.Json;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>The APIs whose responses are recognized. All their volumes are in BTC.</summary>
internal static class JsonVendors
{
    // In seconds this is the year 5138; larger numbers are milliseconds.
    private const decimal FirstMilliseconds = 100_000_000_000;

    /// <summary>All shapes, each with its documentation's example.</summary>
    public static IReadOnlyList<JsonVendor> All { get; } =
    [
        // {"data": {"pair": "BTC/USD", "ohlc": [{"timestamp": "1704067200", "open": "42288.58", ..., "volume": "8527.16"}]}}
        new("Bitstamp")
        {
            RowsIn = root => Field(Field(root, "data"), "ohlc"),
            MarketIn = root => Field(Field(root, "data"), "pair")?.GetString(),
            Fields = Names("timestamp", "open", "high", "low", "close", "volume"),
        },
        // {"candles": [{"start": "1704067200", "low": "42180.77", "high": "44240.8", "open": "42288.58", ..., "volume": "8527.16"}]}
        new("Coinbase") { RowsIn = root => Field(root, "candles"), Fields = Names("start", "open", "high", "low", "close", "volume") },
        // {"error": [], "result": {"XXBTZUSD": [[1704067200, "42280.4", "44200.0", "42175.4", "44187.0", "43023.5", "1533.06", 27361]],
        // ...}}
        new("Kraken")
        {
            RowsIn = root => KrakenPair(root)?.Value,
            MarketIn = root => KrakenPair(root)?.Name,
            Fields = Names("0", "1", "2", "3", "4", "6"),
        },
        // {"name": "Market Price (USD)", "unit": "USD", "values": [{"x": 1704067200, "y": 42265.18}]}
        new("blockchain.com")
        {
            RowsIn = root => Field(root, "values"),
            MarketIn = root => Field(root, "unit") is { } unit ? $"BTC{unit.GetString()}" : null,
            Fields = new Dictionary<string, string> { ["time"] = "x", ["price"] = "y" },
        },
        // {"prices": [[1704067200000, 42208.2]], "market_caps": ..., "total_volumes": ...}: the volumes are those of the preceding 24
        // hours.
        new("CoinGecko")
        {
            RowsIn = root => Field(root, "prices"),
            Fields = new Dictionary<string, string> { ["time"] = "0", ["price"] = "1" },
        },
        // [[1704067200000, "42283.58", "44184.10", "42180.77", "44179.55", "27174.29903", 1704153599999, ...]]
        new("Binance")
        {
            RowsIn = root => Lists(root, 12, areMilliseconds: true),
            Fields = Names("0", "1", "2", "3", "4", "5"),
            Quote = "USDT",
        },
        // [[1704067200, 42180.77, 44240.8, 42288.58, 44187.14, 8527.16]]: low, high, open, close
        new("Coinbase Exchange") { RowsIn = root => Lists(root, 6, areMilliseconds: false), Fields = Names("0", "3", "2", "1", "4", "5") },
        // [[1704067200000, 42288.58, 44187.14, 44240.8, 42180.77, 8527.16]]: open, close, high, low
        new("Bitfinex") { RowsIn = root => Lists(root, 6, areMilliseconds: true), Fields = Names("0", "1", "3", "4", "2", "5") },
    ];

    /// <summary>A field of an object by name, or of a list by index; null if there is none.</summary>
    public static JsonElement? Field(JsonElement? of, string name) =>
        of switch
        {
            { ValueKind: JsonValueKind.Object } parent when parent.TryGetProperty(name, out var field) => field,
            { ValueKind: JsonValueKind.Array } list
                when int.TryParse(name, CultureInfo.InvariantCulture, out var place) && place < list.GetArrayLength() => list[place],
            _ => null,
        };

    private static Dictionary<string, string> Names(string time, string open, string high, string low, string close, string volume) =>
        new()
        {
            ["time"] = time,
            ["open"] = open,
            ["high"] = high,
            ["low"] = low,
            ["close"] = close,
            ["volume"] = volume,
        };

    private static JsonProperty? KrakenPair(JsonElement root) =>
        Field(root, "result") is { ValueKind: JsonValueKind.Object } result
        && result.EnumerateObject().FirstOrDefault(field => field.Value.ValueKind is JsonValueKind.Array) is var pair
        && pair.Value.ValueKind is JsonValueKind.Array
            ? pair
            : null;

    private static JsonElement? Lists(JsonElement root, int fields, bool areMilliseconds) =>
        root.ValueKind is JsonValueKind.Array
        && root.GetArrayLength() > 0
        && root[0] is { ValueKind: JsonValueKind.Array } row
        && row.GetArrayLength() == fields
        && row[0].TryGetDecimal(out var time)
        && time >= FirstMilliseconds == areMilliseconds
            ? root
            : null;
}
