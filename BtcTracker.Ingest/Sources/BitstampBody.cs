using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>Reads Bitstamp's bodies.</summary>
public static class BitstampBody
{
    /// <summary>
    /// Reads candles, oldest first, from <c>{"data": {"pair": "BTC/USD", "ohlc": [{"timestamp": "1790503200", "open": "84918.88",
    /// "high": …, "low": …, "close": …, "volume": "26.56202532"}]}}</c>, in which everything is a string. A row without volume is one in
    /// which nothing traded: it repeats the price before it, and is left out.
    /// </summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static IReadOnlyList<Candle> ToCandles(SourceAnswer answer, Symbol symbol, Interval interval, string source)
    {
        BitstampErrors.ThrowIfFailed(answer);
        using var document = JsonFields.Parse(answer.Body);
        if (JsonFields.Field(JsonFields.Field(document.RootElement, "data"), "ohlc") is not { ValueKind: JsonValueKind.Array } rows)
        {
            throw JsonFields.Invalid($"The body has no list of candles; it begins with '{JsonFields.Shown(answer.Body)}'.");
        }

        return [.. rows.EnumerateArray().Select(row => ToCandle(row, symbol, interval, source)).Where(candle => candle.Volume != 0).OrderBy(candle => candle.OpenTime)];
    }

    private static Candle ToCandle(JsonElement row, Symbol symbol, Interval interval, string source)
    {
        decimal Column(string name) => JsonFields.Number(row, name) ?? throw JsonFields.Invalid($"A row {JsonFields.Shown(row.GetRawText())} has no {name}.");
        return new Candle
        {
            Symbol = symbol,
            Interval = interval,
            OpenTime = JsonFields.AsInstant(Column("timestamp")),
            Open = Column("open"),
            High = Column("high"),
            Low = Column("low"),
            Close = Column("close"),
            Volume = Column("volume"),
            VolumeUnit = symbol.Base,
            N = 1,
            Rank = CandleRank.Exchange,
            Source = source,
        };
    }
}
