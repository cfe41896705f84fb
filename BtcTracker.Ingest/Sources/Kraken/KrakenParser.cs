using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Kraken;

/// <summary>
/// Reads Kraken's bodies: <c>{"error": [], "result": {"XXBTZUSD": …}}</c>; the pair's key is Kraken's own, not the one asked for.
/// </summary>
public static class KrakenParser
{
    private static readonly string[] Columns = ["time", "open", "high", "low", "close", "vwap", "volume", "count"];

    /// <summary>
    /// Reads a ticker: <c>{"c": ["63800.70000", "0.00100000"], …}</c>, c being the last trade's price and lot. It tells no time, so
    /// the quote is as of the time at which Kraken answered.
    /// </summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static Quote ToQuote(SourceAnswer answer, Symbol symbol, DateTimeOffset slot, string source)
    {
        KrakenErrors.ThrowIfFailed(answer);
        var last = JsonFields.Field(PairOf(answer.Json), "c");
        if (last is not { ValueKind: JsonValueKind.Array } trade || trade.GetArrayLength() == 0)
        {
            throw JsonFields.Invalid("The ticker has no last trade.");
        }

        return new Quote
        {
            Symbol = symbol,
            Slot = slot,
            AsOf = answer.AnsweredAt ?? throw JsonFields.Invalid("It is not known when the ticker was answered."),
            Source = source,
            Price = JsonFields.AsNumber(trade[0], "price"),
        };
    }

    /// <summary>
    /// Reads candles, oldest first, from rows <c>[time, "open", "high", "low", "close", "vwap", "volume", count]</c>. The last row is
    /// unfinished, and one without volume is one in which nothing traded: both are left out.
    /// </summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static IReadOnlyList<Candle> ToCandles(SourceAnswer answer, Symbol symbol, Interval interval, string source)
    {
        KrakenErrors.ThrowIfFailed(answer);
        if (PairOf(answer.Json) is not { ValueKind: JsonValueKind.Array } rows)
        {
            throw JsonFields.Invalid($"The body has no list of candles; it begins with '{JsonFields.Shown(answer.Body)}'.");
        }

        var candles = rows.EnumerateArray()
            .Select(row => ExchangeCandle.FromArray(row, Columns, symbol, interval, source))
            .OrderBy(candle => candle.OpenTime);
        return [.. candles.SkipLast(1).Where(candle => candle.Volume != 0)];
    }

    // Beside the pair stands "last", a number.
    private static JsonElement? PairOf(JsonElement body) =>
        JsonFields.Field(body, "result") is { ValueKind: JsonValueKind.Object } result
            ? result
                .EnumerateObject()
                .Where(member => member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
                .Select(member => (JsonElement?)member.Value)
                .FirstOrDefault()
            : null;
}
