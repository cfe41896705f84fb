namespace BtcTracker.Market.Files;

/// <summary>What a file holds.</summary>
public enum PriceFileKind
{
    /// <summary>Candles, of other programs or of export.</summary>
    Candles,

    /// <summary>Quotes that export wrote.</summary>
    Quotes,

    /// <summary>Raw readings that export wrote.</summary>
    RawReadings,
}

/// <summary>A file of prices, CSV or JSON lines, read row by row: memory stays flat whatever its size.</summary>
public sealed class PriceFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly StreamReader _text;
    private readonly RowReader _rows;
    private readonly RowOrder _order = new();
    private bool _hasRow;

    private PriceFile(string path)
    {
        Path = path;
        _stream = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 1 << 16 });
        _text = new StreamReader(_stream);
        _rows = RowsOf(path, _text);
        _hasRow = _rows is JsonLines && _rows.Read();
        Kind = !_rows.Has(QuoteRows.Slot) ? PriceFileKind.Candles : _rows.Has(RawReadingRows.Body) ? PriceFileKind.RawReadings : PriceFileKind.Quotes;
        CheckColumns();
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>What its columns say it holds.</summary>
    public PriceFileKind Kind { get; }

    /// <summary>How much of it is read, from 0 to 1; null where its size is not known, as of a pipe.</summary>
    public double? Progress => _stream is { CanSeek: true, Length: > 0 } ? Math.Min(1, (double)_stream.Position / _stream.Length) : null;

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="FormatException">It is empty, or lacks a column.</exception>
    public static PriceFile Open(string path)
    {
        var fullPath = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(fullPath))
        {
            throw new IOException($"{fullPath} is a folder: name a file.");
        }

        return File.Exists(fullPath) ? new PriceFile(fullPath) : throw new FileNotFoundException($"{fullPath} does not exist.", fullPath);
    }

    /// <summary>The candles, oldest first, each read when it is asked for.</summary>
    /// <exception cref="FormatException">A row is wrong; the message names file, line and reason. Those before it are right.</exception>
    public IEnumerable<Candle> ReadCandles(CandleDefaults defaults)
    {
        while (Next())
        {
            var candle = CandleRows.Read(_rows, defaults);
            _order.Check(_rows, candle);
            yield return candle;
        }
    }

    /// <summary>The quotes, oldest first, each read when it is asked for.</summary>
    /// <exception cref="FormatException">A row is wrong; the message names file, line and reason. Those before it are right.</exception>
    public IEnumerable<Quote> ReadQuotes()
    {
        while (Next())
        {
            var quote = QuoteRows.Read(_rows);
            _order.Check(_rows, quote.Slot);
            yield return quote;
        }
    }

    /// <summary>The raw readings, oldest first, each read when it is asked for.</summary>
    /// <exception cref="FormatException">A row is wrong; the message names file, line and reason. Those before it are right.</exception>
    public IEnumerable<RawReading> ReadRawReadings()
    {
        while (Next())
        {
            var reading = RawReadingRows.Read(_rows);
            _order.Check(_rows, reading.Slot);
            yield return reading;
        }
    }

    /// <summary>The exception for what is wrong with the row that was read last.</summary>
    public FormatException Wrong(string reason) => _rows.Wrong(reason);

    /// <inheritdoc />
    public void Dispose() => _text.Dispose();

    private static RowReader RowsOf(string path, StreamReader text) => text.Peek() switch
    {
        '{' => new JsonLines(path, text),
        '[' => throw new FormatException($"{path}, line 1: the file is one JSON list; write an object a line, without brackets and commas around them."),
        _ => new CsvTable(path, text),
    };

    private void CheckColumns()
    {
        switch (_rows, Kind)
        {
            case (CsvTable table, PriceFileKind.Candles):
                CandleRows.Check(table);
                break;
            case (CsvTable table, PriceFileKind.Quotes):
                QuoteRows.Check(table);
                break;
            case (CsvTable table, _):
                RawReadingRows.Check(table);
                break;
        }
    }

    // The first row of JSON lines tells the kind, so it has been read already.
    private bool Next()
    {
        var has = _hasRow || _rows.Read();
        _hasRow = false;
        return has;
    }
}
