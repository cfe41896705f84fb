using System.Text;
using BtcTracker.Market.Files.Shapes;

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

/// <summary>A file of prices, in any shape that is recognised, read row by row: memory stays flat whatever its size.</summary>
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

    /// <summary>What its columns say it holds.</summary>
    public PriceFileKind Kind { get; }

    /// <summary>What the rows were recognised as, and how their columns are read; null where they are read by our own names.</summary>
    public string? Shape =>
        _shape is { IsExport: false } ? _shape.ToString()
        : _rows is JsonResponse response ? $"{response.Vendor.Name}'s API"
        : null;

    /// <summary>How far the first rows are apart, and which way they go.</summary>
    public Spacing Spacing => (_rows as JsonResponse)?.Spacing ?? (TellsIntervals ? null : _shape?.Spacing) ?? Spacing.Unknown;

    /// <summary>Whether each row says its interval.</summary>
    public bool TellsIntervals => _rows.Has("interval");

    /// <summary>Whether export wrote the file.</summary>
    public bool IsExport => _shape is { IsExport: true };

    /// <summary>Whether the rows are prices of an instant, not candles.</summary>
    public bool IsOnePrice => _shape is { IsOnePrice: true } || _rows is JsonResponse { Vendor.IsOnePrice: true };

    /// <summary>Whether the vendor's rows are always rolled up, so that an interval names what to store.</summary>
    public bool RollsUp => _shape is { Vendor.RollsUp: true };

    /// <summary>Whether there is a volume that does not say whether it counts BTC or USD.</summary>
    public bool HasUnnamedVolume => _shape is { VolumeUnit: null } && _rows.Has("volume") && !_rows.Has("volume_unit");

    /// <summary>What the volume counts where the vendor is all that says it; null where the file or the user does, or nobody.</summary>
    public string? VendorsVolumeUnit => _shape is { UnitIsVendors: true, Vendor: not null } ? _shape.VolumeUnit : null;

    /// <summary>The vendor that the file was recognised as; null where it was read by its columns' names.</summary>
    public string? VendorName => _shape?.Vendor?.Name;

    /// <summary>The rows that were skipped or mended so far.</summary>
    public SkippedRows Skipped { get; }

    /// <summary>How much of it is read, from 0 to 1; null where its size is not known, as of a pipe.</summary>
    public double? Progress => _stream is { CanSeek: true, Length: > 0 } ? Math.Min(1, (double)_stream.Position / _stream.Length) : null;

    /// <summary>Opens a file, recognises its shape and reads its header.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">How it is read; null: as where nothing is said.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="FormatException">It is empty, or lacks a column.</exception>
    public static PriceFile Open(string path, PriceFileOptions? options = null)
    {
        var fullPath = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(fullPath))
        {
            throw new IOException($"{fullPath} is a folder: name a file.");
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

    /// <summary>The candles in the file's order, each read when it is asked for.</summary>
    /// <exception cref="FormatException">A row is wrong; the message names file, line and reason. Those before it are right.</exception>
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
                Skipped.Skip(_rows, "that stands twice");
            }
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

    /// <summary>Ends reading where it is cancelled, also among rows that are skipped.</summary>
    public void StopOn(CancellationToken cancellationToken) => _stop = cancellationToken;

    /// <summary>Refuses a file that changed since it was opened.</summary>
    /// <exception cref="FormatException">It changed; the message says what to do.</exception>
    public void CheckUnchanged() => _stamp.Check();

    /// <summary>The exception for what is wrong with the row that was read last.</summary>
    public FormatException Wrong(string reason) => _rows.Wrong(reason);

    /// <inheritdoc />
    public void Dispose() => _text.Dispose();

    private static FileHead ReadHead(string path)
    {
        // Also of a pipe, which nobody may write to.
        if (new FileInfo(path).Length == 0)
        {
            throw new FormatException($"{path}: the file is empty; what a pipe or a device gives, save as a file and import that.");
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

    // The first row of JSON lines tells the kind, so it has been read already.
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
        new(
            $"{path}: a byte is no text in UTF-8 (nor in UTF-16, which a byte order mark announces). Save the file "
                + "as UTF-8 and import that.",
            error
        );
}
