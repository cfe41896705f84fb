using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Kraken;

/// <summary>
/// Parses Kraken's responses: <c>{"error": [], "result": {"XXBTZUSD": …}}</c>; the pair's key is Kraken's own, not the requested one.
/// </summary>
public static class KrakenParser
{
    private static readonly string[] Columns = ["time", "open", "high", "low", "close", "vwap", "volume", "count"];

    /// <summary>
    /// Parses a ticker: <c>{"c": ["63800.70000", "0.00100000"], …}</c>, where c is the last trade's price and lot. It has no time, so the
    /// quote is as of the time of the response.
    /// </summary>
    /// <exception cref="SourceException">The response is an error or cannot be parsed.</exception>
    public static Quote ToQuote(SourceResponse response, Symbol symbol, DateTimeOffset slot, string source)
    {
        KrakenErrors.ThrowIfFailed(response);
        var last = JsonFields.Field(PairOf(response.Json), "c");
        if (last is not { ValueKind: JsonValueKind.Array } trade || trade.GetArrayLength() == 0)
        {
            throw JsonFields.Invalid("The ticker has no last trade.");
        }

        return new Quote
        {
            Symbol = symbol,
            Slot = slot,
            AsOf = response.RespondedAt ?? throw JsonFields.Invalid("The time of the ticker's response is unknown."),
            Source = source,
            Price = JsonFields.AsNumber(trade[0], "price"),
        };
    }

    /// <summary>
    /// Parses candles, oldest first, from rows <c>[time, "open", "high", "low", "close", "vwap", "volume", count]</c>. The last row is
    /// still forming, and in a row without volume nothing was traded: both are skipped.
    /// </summary>
    /// <exception cref="SourceException">The response is an error or cannot be parsed.</exception>
    public static IReadOnlyList<Candle> ToCandles(SourceResponse response, Symbol symbol, Interval interval, string source)
    {
        KrakenErrors.ThrowIfFailed(response);
        if (PairOf(response.Json) is not { ValueKind: JsonValueKind.Array } rows)
        {
            throw JsonFields.Invalid($"The body has no list of candles; it begins with '{JsonFields.Shorten(response.Body)}'.");
        }

        var candles = rows.EnumerateArray()
            .Select(row => ExchangeCandle.FromArray(row, Columns, symbol, interval, source))
            .OrderBy(candle => candle.OpenTime);
        return [.. candles.SkipLast(1).Where(candle => candle.Volume != 0)];
    }

    // Next to the pair there is "last", a number.
    private static JsonElement? PairOf(JsonElement body) =>
        JsonFields.Field(body, "result") is { ValueKind: JsonValueKind.Object } result
            ? result
                .EnumerateObject()
                .Where(member => member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
                .Select(member => (JsonElement?)member.Value)
                .FirstOrDefault()
            : null;
}
