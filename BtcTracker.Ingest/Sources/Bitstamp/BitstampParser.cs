using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Bitstamp;

/// <summary>Parses Bitstamp's responses.</summary>
public static class BitstampParser
{
    /// <summary>
    /// Parses candles, oldest first, from <c>{"data": {"pair": "BTC/USD", "ohlc": [{"timestamp": "1790503200", "open": "84918.88",
    /// "high": …, "low": …, "close": …, "volume": "26.56202532"}]}}</c>, in which everything is a string. A row without volume means that
    /// nothing was traded: it repeats the preceding price, and is skipped.
    /// </summary>
    /// <exception cref="SourceException">The response is an error or cannot be parsed.</exception>
    public static IReadOnlyList<Candle> ToCandles(SourceResponse response, Symbol symbol, Interval interval, string source)
    {
        ThrowIfFailed(response);
        if (JsonFields.Field(JsonFields.Field(response.Json, "data"), "ohlc") is not { ValueKind: JsonValueKind.Array } rows)
        {
            throw JsonFields.Invalid($"The body has no list of candles; it begins with '{JsonFields.Shorten(response.Body)}'.");
        }

        var candles = rows.EnumerateArray().Select(row => ExchangeCandle.FromObject(row, "timestamp", symbol, interval, source));
        return [.. candles.Where(candle => candle.Volume != 0).OrderBy(candle => candle.OpenTime)];
    }

    // {"code": "…", "errors": [{"message": "…"}]}, or {"reason": "…"}
    private static void ThrowIfFailed(SourceResponse response) =>
        ExchangeErrors.ThrowIfFailed(response, "Bitstamp", body => JsonFields.Field(body, "reason"));
}
