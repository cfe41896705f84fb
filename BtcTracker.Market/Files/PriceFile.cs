using System.Text;
using BtcTracker.Market.Files.Shapes;

namespace BtcTracker.Market.Files;

/// <summary>What a file holds.</summary>
public enum PriceFileKind
{
    /// <summary>Candles, from other programs or the export.</summary>
    Candles,

    /// <summary>Exported quotes.</summary>
    Quotes,

    /// <summary>Exported raw readings.</summary>
    RawReadings,
}

/// <summary>A file of prices in any recognized format, read row by row in constant memory.</summary>
public sealed class PriceFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly StreamReader _text;
    private readonly RowReader _rows;
    private readonly FileShape? _shape;
    private readonly RowOrder _order;
    private readonly FileStamp _stamp;
    private bool _hasRow;
    private CancellationToken _stop;

    private PriceFile(string path, PriceFileOptions options)
    {
        (Path, Skipped, _stamp) = (path, new SkippedRows(options.Strict), new FileStamp(path));
        var head = ReadHead(path);
        _text = PriceText.Open(path, out _stream);
        try
        {
            (_rows, _shape) = RowsOf(head, options);
            _hasRow = _rows is JsonLines && _rows.Read();
            Kind =
                !_rows.Has(QuoteRows.Slot) ? PriceFileKind.Candles
                : _rows.Has(RawReadingRows.Body) ? PriceFileKind.RawReadings
                : PriceFileKind.Quotes;
            _order = new RowOrder(Spacing.IsLatestFirst);
            CheckColumns();
        }
        catch
        {
            _text.Dispose();
            throw;
        }
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The kind of rows, detected from its columns.</summary>
    public PriceFileKind Kind { get; }

    /// <summary>The recognized format and how its columns are read; null for an exported file.</summary>
    public string? Shape =>
        _shape is { IsExport: false } ? _shape.ToString()
        : _rows is JsonResponse response ? $"{response.Vendor.Name}'s API"
        : null;

    /// <summary>The distance and order of the first rows.</summary>
    public Spacing Spacing => (_rows as JsonResponse)?.Spacing ?? (HasIntervals ? null : _shape?.Spacing) ?? Spacing.Unknown;

    /// <summary>Whether each row states its interval.</summary>
    public bool HasIntervals => _rows.Has("interval");

    /// <summary>Whether the file was exported by this program.</summary>
    public bool IsExport => _shape is { IsExport: true };

    /// <summary>Whether the rows are single prices, not candles.</summary>
    public bool IsOnePrice => _shape is { IsOnePrice: true } || _rows is JsonResponse { Vendor.IsOnePrice: true };

    /// <summary>Whether the vendor's rows are always rolled up, so that an interval option names what to store.</summary>
    public bool RollsUp => _shape is { Vendor.RollsUp: true };

    /// <summary>Whether there is a volume whose unit is unknown.</summary>
    public bool HasUnnamedVolume => _shape is { VolumeUnit: null } && _rows.Has("volume") && !_rows.Has("volume_unit");

    /// <summary>The volume's unit if only the recognized vendor implies it; otherwise null.</summary>
    public string? VendorsVolumeUnit => _shape is { UnitIsVendors: true, Vendor: not null } ? _shape.VolumeUnit : null;

    /// <summary>The recognized vendor; null if the file is read by its columns' names.</summary>
    public string? VendorName => _shape?.Vendor?.Name;

    /// <summary>The rows skipped or corrected so far.</summary>
    public SkippedRows Skipped { get; }

    /// <summary>How much of the file was read, from 0 to 1; null if its size is unknown, as for a pipe.</summary>
    public double? Progress => _stream is { CanSeek: true, Length: > 0 } ? Math.Min(1, (double)_stream.Position / _stream.Length) : null;

    /// <summary>Opens a file, recognizes its format and reads its header.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">How it is read; null means the defaults.</param>
    /// <exception cref="IOException">The file does not exist, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="FormatException">The file is empty, or lacks a column.</exception>
    public static PriceFile Open(string path, PriceFileOptions? options = null)
    {
        var fullPath = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(fullPath))
        {
            throw new IOException($"{fullPath} is a folder. Name a file.");
        }

        if (!File.Exists(fullPath))
        {
            throw new FileNotFoundException($"{fullPath} does not exist.", fullPath);
        }

        try
        {
            return new PriceFile(fullPath, options ?? PriceFileOptions.Default);
        }
        catch (DecoderFallbackException error)
        {
            throw NoText(fullPath, error);
        }
    }

    /// <summary>The candles in the file's order, read lazily.</summary>
    /// <exception cref="FormatException">
    /// A row is not valid; the message names file, line and reason. The rows before it are valid.
    /// </exception>
    public IEnumerable<Candle> ReadCandles(CandleDefaults defaults)
    {
        while (Next())
        {
            var candle = CandleRows.Read(_rows, defaults, IsExport ? null : Skipped);
            if (_order.Check(_rows, candle))
            {
                yield return candle;
            }
            else
            {
                Skipped.Skip(_rows, "listed twice");
            }
        }
    }

    /// <summary>The quotes, oldest first, read lazily.</summary>
    /// <exception cref="FormatException">
    /// A row is not valid; the message names file, line and reason. The rows before it are valid.
    /// </exception>
    public IEnumerable<Quote> ReadQuotes()
    {
        while (Next())
        {
            var quote = QuoteRows.Read(_rows);
            _order.Check(_rows, quote.Slot);
            yield return quote;
        }
    }

    /// <summary>The raw readings, oldest first, read lazily.</summary>
    /// <exception cref="FormatException">
    /// A row is not valid; the message names file, line and reason. The rows before it are valid.
    /// </exception>
    public IEnumerable<RawReading> ReadRawReadings()
    {
        while (Next())
        {
            var reading = RawReadingRows.Read(_rows);
            _order.Check(_rows, reading.Slot);
            yield return reading;
        }
    }

    /// <summary>Throws if reading was canceled, also between skipped rows.</summary>
    public void StopOn(CancellationToken cancellationToken) => _stop = cancellationToken;

    /// <summary>Throws if the file has changed since it was opened.</summary>
    /// <exception cref="FormatException">The file changed; the message says what to do.</exception>
    public void CheckUnchanged() => _stamp.Check();

    /// <summary>The exception for an error in the row that was read last.</summary>
    public FormatException Wrong(string reason) => _rows.Wrong(reason);

    /// <inheritdoc />
    public void Dispose() => _text.Dispose();

    private static FileHead ReadHead(string path)
    {
        // Also for a pipe without a writer.
        if (new FileInfo(path).Length == 0)
        {
            throw new FormatException($"{path}: the file is empty; save the output of a pipe or device as a file and import that.");
        }

        using var text = PriceText.Open(path, out _);
        return FileHead.Read(text);
    }

    private (RowReader Rows, FileShape? Shape) RowsOf(FileHead head, PriceFileOptions options)
    {
        switch (head.Text.TrimStart().FirstOrDefault())
        {
            case '{' or '[' when JsonResponse.IsLikely(head.Text):
                return (new JsonResponse(Path, _text, options), null);
            case '{':
                return (new JsonLines(Path, _text), null);
            case var _ when head.Records.Take(1).Any(header => header.Contains(QuoteRows.Slot, StringComparer.OrdinalIgnoreCase)):
                return (new CsvTable(Path, _text), null);
            default:
                var shape = new ShapeFinder(head, options).Find();
                return (new ShapedRows(Path, _text, shape, options, Skipped), shape);
        }
    }

    private void CheckColumns()
    {
        switch (_rows, Kind)
        {
            case (ShapedRows rows, _):
                rows.Check();
                break;
            case (CsvTable table, PriceFileKind.Quotes):
                QuoteRows.Check(table);
                break;
            case (CsvTable table, _):
                RawReadingRows.Check(table);
                break;
        }
    }

    // The first row of JSON lines was already read to detect the kind.
    private bool Next()
    {
        _stop.ThrowIfCancellationRequested();
        try
        {
            var has = _hasRow || _rows.Read();
            _hasRow = false;
            _stamp.Check(_stream.Position);
            if (!has)
            {
                _stamp.Check();
            }

            return has;
        }
        catch (DecoderFallbackException error)
        {
            throw NoText(Path, error);
        }
    }

    private static FormatException NoText(string path, DecoderFallbackException error) =>
        new($"{path}: the file is not UTF-8 text (nor UTF-16 with a byte order mark). Save the file " + "as UTF-8 and import that.", error);
}
