using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Bitstamp;

/// <summary>Reads Bitstamp's bodies.</summary>
public static class BitstampParser
{
    /// <summary>
    /// Reads candles, oldest first, from <c>{"data": {"pair": "BTC/USD", "ohlc": [{"timestamp": "1790503200", "open": "84918.88",
    /// "high": …, "low": …, "close": …, "volume": "26.56202532"}]}}</c>, in which everything is a string. A row without volume is one in
    /// which nothing traded: it repeats the price before it, and is left out.
    /// </summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static IReadOnlyList<Candle> ToCandles(SourceAnswer answer, Symbol symbol, Interval interval, string source)
    {
        ThrowIfFailed(answer);
        if (JsonFields.Field(JsonFields.Field(answer.Json, "data"), "ohlc") is not { ValueKind: JsonValueKind.Array } rows)
        {
            throw JsonFields.Invalid($"The body has no list of candles; it begins with '{JsonFields.Shown(answer.Body)}'.");
        }

        var candles = rows.EnumerateArray().Select(row => ExchangeCandle.FromObject(row, "timestamp", symbol, interval, source));
        return [.. candles.Where(candle => candle.Volume != 0).OrderBy(candle => candle.OpenTime)];
    }

    // {"code": "…", "errors": [{"message": "…"}]}, or {"reason": "…"}
    private static void ThrowIfFailed(SourceAnswer answer) =>
        ExchangeErrors.ThrowIfFailed(answer, "Bitstamp", body => JsonFields.Field(body, "reason"));
}
