using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>Reads Kraken's bodies: <c>{"error": [], "result": {"XXBTZUSD": …}}</c>; the pair's key is Kraken's own, not the one asked for.</summary>
public static class KrakenBody
{
    private static readonly string[] Columns = ["time", "open", "high", "low", "close", "vwap", "volume", "count"];

    /// <summary>
    /// Reads a ticker: <c>{"c": ["63800.70000", "0.00100000"], …}</c>, c being the last trade's price and lot. It tells no time, so
    /// the quote is as of the time at which Kraken answered.
    /// </summary>
    /// <exception cref="SourceException">It is an error or cannot be read.</exception>
    public static Quote ToQuote(SourceAnswer answer, Symbol symbol, DateTimeOffset slot, string source)
    {
        using var document = ParseUnlessFailed(answer);
        var last = JsonFields.Field(PairOf(document.RootElement), "c");
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
        using var document = ParseUnlessFailed(answer);
        if (PairOf(document.RootElement) is not { ValueKind: JsonValueKind.Array } rows)
        {
            throw JsonFields.Invalid($"The body has no list of candles; it begins with '{JsonFields.Shown(answer.Body)}'.");
        }

        var candles = rows.EnumerateArray().Select(row => ToCandle(row, symbol, interval, source)).OrderBy(candle => candle.OpenTime);
        return [.. candles.SkipLast(1).Where(candle => candle.Volume != 0)];
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
            Open = Column(1),
            High = Column(2),
            Low = Column(3),
            Close = Column(4),
            Volume = Column(6),
            VolumeUnit = symbol.Base,
            N = 1,
            Rank = CandleRank.Exchange,
            Source = source,
        };
    }

    private static JsonDocument ParseUnlessFailed(SourceAnswer answer)
    {
        KrakenErrors.ThrowIfFailed(answer);
        var document = JsonFields.Parse(answer.Body);
        try
        {
            KrakenErrors.ThrowIfFailed(answer, document.RootElement);
            return document;
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    // Beside the pair stands "last", a number.
    private static JsonElement? PairOf(JsonElement body) =>
        JsonFields.Field(body, "result") is { ValueKind: JsonValueKind.Object } result
            ? result.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object).Select(member => (JsonElement?)member.Value).FirstOrDefault()
            : null;
}
