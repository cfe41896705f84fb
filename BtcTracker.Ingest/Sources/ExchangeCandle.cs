using System.Text.Json;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>Parses an exchange's candle, whose figures are in columns of its own order.</summary>
internal static class ExchangeCandle
{
    /// <summary>Parses a row that is an array.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">
    /// The meaning of each column: <c>time</c>, <c>open</c>, <c>high</c>, <c>low</c>, <c>close</c>, <c>volume</c>; others are skipped.
    /// </param>
    /// <param name="symbol">The pair.</param>
    /// <param name="interval">The candle's interval.</param>
    /// <param name="source">The exchange's name in candles.</param>
    /// <exception cref="SourceException">The row is not a candle.</exception>
    public static Candle FromArray(JsonElement row, string[] columns, Symbol symbol, Interval interval, string source) =>
        row.ValueKind == JsonValueKind.Array && row.GetArrayLength() >= columns.Length
            ? From(name => JsonFields.AsNumber(row[Array.IndexOf(columns, name)], name), "time", symbol, interval, source)
            : throw JsonFields.Invalid($"A row {JsonFields.Shorten(row.GetRawText())} is not a candle.");

    /// <summary>Parses a row that is an object, whose fields have the columns' names except for the time.</summary>
    /// <exception cref="SourceException">The row is not a candle.</exception>
    public static Candle FromObject(JsonElement row, string time, Symbol symbol, Interval interval, string source) =>
        From(
            name =>
                JsonFields.Number(row, name) ?? throw JsonFields.Invalid($"A row {JsonFields.Shorten(row.GetRawText())} has no {name}."),
            time,
            symbol,
            interval,
            source
        );

    private static Candle From(Func<string, decimal> column, string time, Symbol symbol, Interval interval, string source) =>
        new()
        {
            Symbol = symbol,
            Interval = interval,
            OpenTime = JsonFields.AsInstant(column(time)),
            Open = column("open"),
            High = column("high"),
            Low = column("low"),
            Close = column("close"),
            Volume = column("volume"),
            VolumeUnit = symbol.Base,
            N = 1,
            Rank = CandleRank.Exchange,
            Source = source,
        };
}
