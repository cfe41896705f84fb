using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.Coinbase;

/// <summary>Parses Coinbase Exchange's responses.</summary>
public static class CoinbaseParser
{
    private static readonly string[] Columns = ["time", "low", "high", "open", "close", "volume"];

    /// <summary>
    /// Parses a ticker: <c>{"price": "63800.78", "time": "2024-03-05T23:59:59.9Z", …}</c>. Its volume is of one venue and in BTC, so it is
    /// not used as the quote's volume.
    /// </summary>
    /// <exception cref="SourceException">The response is an error or cannot be parsed.</exception>
    public static Quote ToQuote(SourceResponse response, Symbol symbol, DateTimeOffset slot, string source)
    {
        ThrowIfFailed(response);
        var ticker = response.Json;
        return new Quote
        {
            Symbol = symbol,
            Slot = slot,
            AsOf = JsonFields.Time(ticker, "time") ?? throw JsonFields.Invalid("The ticker has no time for its price."),
            Source = source,
            Price = JsonFields.Number(ticker, "price") ?? throw JsonFields.Invalid("The ticker has no price."),
        };
    }

    /// <summary>
    /// Parses candles, oldest first, from rows <c>[time, low, high, open, close, volume]</c>, latest first: <c>[1709679600, 63271.78,
    /// 64445.2, 63444.84, 63800.78, 1656.52720804]</c>.
    /// </summary>
    /// <exception cref="SourceException">The response is an error or cannot be parsed.</exception>
    public static IReadOnlyList<Candle> ToCandles(SourceResponse response, Symbol symbol, Interval interval, string source)
    {
        ThrowIfFailed(response);
        if (response.Json.ValueKind != JsonValueKind.Array)
        {
            throw JsonFields.Invalid($"The body is not a list of candles; it begins with '{JsonFields.Shorten(response.Body)}'.");
        }

        var candles = response.Json.EnumerateArray().Select(row => ExchangeCandle.FromArray(row, Columns, symbol, interval, source));
        return [.. candles.OrderBy(candle => candle.OpenTime)];
    }

    // {"message": "…"}
    private static void ThrowIfFailed(SourceResponse response) =>
        ExchangeErrors.ThrowIfFailed(response, "Coinbase", body => JsonFields.Field(body, "message"));
}
