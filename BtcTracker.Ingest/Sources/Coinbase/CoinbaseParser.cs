using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Coinbase;

/// <summary>Reads Coinbase Exchange's bodies.</summary>
public static class CoinbaseParser
{
    private static readonly string[] Columns = ["time", "low", "high", "open", "close", "volume"];

    /// <summary>
    /// Reads a ticker: <c>{"price": "63800.78", "time": "2024-03-05T23:59:59.9Z", …}</c>. Its volume counts one venue in bitcoins, so it is
    /// no quote's volume.
    /// </summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static Quote ToQuote(SourceAnswer answer, Symbol symbol, DateTimeOffset slot, string source)
    {
        ThrowIfFailed(answer);
        var ticker = answer.Json;
        return new Quote
        {
            Symbol = symbol,
            Slot = slot,
            AsOf = JsonFields.Time(ticker, "time") ?? throw JsonFields.Invalid("The ticker says no time for its price."),
            Source = source,
            Price = JsonFields.Number(ticker, "price") ?? throw JsonFields.Invalid("The ticker has no price."),
        };
    }

    /// <summary>
    /// Reads candles, oldest first, from rows <c>[time, low, high, open, close, volume]</c>, the newest first: <c>[1709679600, 63271.78,
    /// 64445.2, 63444.84, 63800.78, 1656.52720804]</c>.
    /// </summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static IReadOnlyList<Candle> ToCandles(SourceAnswer answer, Symbol symbol, Interval interval, string source)
    {
        ThrowIfFailed(answer);
        if (answer.Json.ValueKind != JsonValueKind.Array)
        {
            throw JsonFields.Invalid($"The body is no list of candles; it begins with '{JsonFields.Shown(answer.Body)}'.");
        }

        var candles = answer.Json.EnumerateArray().Select(row => ExchangeCandle.FromArray(row, Columns, symbol, interval, source));
        return [.. candles.OrderBy(candle => candle.OpenTime)];
    }

    // {"message": "…"}
    private static void ThrowIfFailed(SourceAnswer answer) =>
        ExchangeErrors.ThrowIfFailed(answer, "Coinbase", body => JsonFields.Field(body, "message"));
}
