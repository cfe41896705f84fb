using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>Reads Coinbase Exchange's bodies.</summary>
public static class CoinbaseBody
{
    private static readonly string[] Columns = ["time", "low", "high", "open", "close", "volume"];

    /// <summary>Reads a ticker: <c>{"price": "63800.78", "time": "2024-03-05T23:59:59.9Z", …}</c>. Its volume counts one venue in bitcoins, so it is no quote's volume.</summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static Quote ToQuote(SourceAnswer answer, Symbol symbol, DateTimeOffset slot, string source)
    {
        CoinbaseErrors.ThrowIfFailed(answer);
        using var document = JsonFields.Parse(answer.Body);
        var ticker = document.RootElement;
        return new Quote
        {
            Symbol = symbol,
            Slot = slot,
            AsOf = JsonFields.Time(ticker, "time") ?? throw JsonFields.Invalid("The ticker says no time for its price."),
            Source = source,
            Price = JsonFields.Number(ticker, "price") ?? throw JsonFields.Invalid("The ticker has no price."),
        };
    }

    /// <summary>Reads candles, oldest first, from rows <c>[time, low, high, open, close, volume]</c>, the newest first: <c>[1709679600, 63271.78, 64445.2, 63444.84, 63800.78, 1656.52720804]</c>.</summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static IReadOnlyList<Candle> ToCandles(SourceAnswer answer, Symbol symbol, Interval interval, string source)
    {
        CoinbaseErrors.ThrowIfFailed(answer);
        using var document = JsonFields.Parse(answer.Body);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw JsonFields.Invalid($"The body is no list of candles; it begins with '{JsonFields.Shown(answer.Body)}'.");
        }

        return [.. document.RootElement.EnumerateArray().Select(row => ToCandle(row, symbol, interval, source)).OrderBy(candle => candle.OpenTime)];
    }

    private static Candle ToCandle(JsonElement row, Symbol symbol, Interval interval, string source)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < Columns.Length)
        {
            throw JsonFields.Invalid($"A row {JsonFields.Shown(row.GetRawText())} is no candle.");
        }

        decimal Column(int place) => JsonFields.AsNumber(row[place], Columns[place]);
        return new Candle
        {
            Symbol = symbol,
            Interval = interval,
            OpenTime = JsonFields.AsInstant(Column(0)),
            Low = Column(1),
            High = Column(2),
            Open = Column(3),
            Close = Column(4),
            Volume = Column(5),
            VolumeUnit = symbol.Base,
            N = 1,
            Rank = CandleRank.Exchange,
            Source = source,
        };
    }
}
