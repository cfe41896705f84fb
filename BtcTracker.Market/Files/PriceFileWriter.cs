using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BtcTracker.Market.Files;

/// <summary>How rows are written.</summary>
public enum PriceFileFormat
{
    /// <summary>A header, then one line per row.</summary>
    Csv,

    /// <summary>One JSON object per line.</summary>
    JsonLines,
}

/// <summary>Writes candles, quotes or raw readings so that <see cref="PriceFile"/> reads back exactly the same.</summary>
public sealed class PriceFileWriter(TextWriter output, PriceFileFormat format)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",\r\n");
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes candles.</summary>
    /// <returns>How many.</returns>
    public Task<long> WriteAsync(IAsyncEnumerable<Candle> candles, CancellationToken cancellationToken) =>
        WriteAsync(candles, CandleRows.Columns, cancellationToken);

    /// <summary>Writes quotes.</summary>
    /// <returns>How many.</returns>
    public Task<long> WriteAsync(IAsyncEnumerable<Quote> quotes, CancellationToken cancellationToken) =>
        WriteAsync(quotes, QuoteRows.Columns, cancellationToken);

    /// <summary>Writes raw readings.</summary>
    /// <returns>How many.</returns>
    public Task<long> WriteAsync(IAsyncEnumerable<RawReading> readings, CancellationToken cancellationToken) =>
        WriteAsync(readings, RawReadingRows.Columns, cancellationToken);

    /// <summary>Writes candles that are in memory.</summary>
    public void Write(IEnumerable<Candle> candles) => Write(candles, CandleRows.Columns);

    /// <summary>Writes candles that are in memory with what was computed of them, which import passes over.</summary>
    /// <param name="candles">The candles.</param>
    /// <param name="unit">
    /// What their prices count where that is not dollars; it is written behind the names of the prices' columns, <c>open_sat</c>, so that
    /// they cannot be imported as dollars.
    /// </param>
    /// <param name="computed">More columns by their name, each with a value for every candle; null where it is not known.</param>
    public void Write(IReadOnlyList<Candle> candles, string? unit, IReadOnlyList<(string Name, IReadOnlyList<decimal?> Values)> computed) =>
        Write(
            Enumerable.Range(0, candles.Count),
            [
                .. (unit is null ? CandleRows.Columns : CandleRows.ColumnsIn(unit)).Select(column => new Column<int>(
                    column.Name,
                    at => column.ValueOf(candles[at])
                )),
                .. computed.Select(more => new Column<int>(more.Name, at => more.Values[at])),
            ]
        );

    /// <summary>Writes quotes that are in memory.</summary>
    public void Write(IEnumerable<Quote> quotes) => Write(quotes, QuoteRows.Columns);

    private async Task<long> WriteAsync<T>(IAsyncEnumerable<T> rows, IReadOnlyList<Column<T>> columns, CancellationToken cancellationToken)
    {
        if (format is PriceFileFormat.Csv)
        {
            await output.WriteAsync($"{Header(columns)}\n".AsMemory(), cancellationToken);
        }

        var written = 0L;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await output.WriteAsync($"{Line(row, columns)}\n".AsMemory(), cancellationToken);
            written++;
        }

        await output.FlushAsync(cancellationToken);
        return written;
    }

    private void Write<T>(IEnumerable<T> rows, IReadOnlyList<Column<T>> columns)
    {
        if (format is PriceFileFormat.Csv)
        {
            output.Write($"{Header(columns)}\n");
        }

        foreach (var row in rows)
        {
            output.Write($"{Line(row, columns)}\n");
        }
    }

    private string Line<T>(T row, IReadOnlyList<Column<T>> columns) =>
        format is PriceFileFormat.Csv ? CsvLine(row, columns) : JsonLine(row, columns);

    private static string Header<T>(IReadOnlyList<Column<T>> columns) => string.Join(',', columns.Select(column => column.Name));

    private static string CsvLine<T>(T row, IReadOnlyList<Column<T>> columns) =>
        string.Join(',', columns.Select(column => Quoted(column.TextOf(row) ?? "")));

    // An unquoted field would be trimmed when read.
    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(Special) || field.Trim().Length != field.Length
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : field;

    private static string JsonLine<T>(T row, IReadOnlyList<Column<T>> columns)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Json))
        {
            json.WriteStartObject();
            foreach (var column in columns)
            {
                Write(json, row, column);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static void Write<T>(Utf8JsonWriter json, T row, Column<T> column)
    {
        json.WritePropertyName(column.Name);
        switch (column.TextOf(row))
        {
            case null:
                json.WriteNullValue();
                break;
            case var literal when column.IsLiteral(row):
                json.WriteRawValue(literal);
                break;
            case var text:
                json.WriteStringValue(text);
                break;
        }
    }
}
