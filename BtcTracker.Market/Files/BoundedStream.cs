namespace BtcTracker.Market.Files;

/// <summary>The unpacked content of an archive, limited to a plausible size: an archive of a few kilobytes may hold terabytes.</summary>
/// <param name="path">The archive's path, for messages.</param>
/// <param name="unpacked">The unpacked content.</param>
/// <param name="packed">The archive.</param>
/// <param name="length">The unpacked length that the archive states, modulo 2³².</param>
internal sealed class BoundedStream(string path, Stream unpacked, FileStream packed, uint length) : Stream
{
    // Minute candles compress to a quarter, rows that hardly differ to a fiftieth.
    private const long LargestRatio = 200;
    private const long AlwaysAllowed = 16L << 20;
    private const long Largest = 16L << 30;

    private long _read;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = unpacked.Read(buffer);
        }
        catch (InvalidDataException broken)
        {
            throw new FormatException($"{path}: the archive is cut short or broken. {broken.Message}", broken);
        }

        // A truncated archive ends without an error.
        _read += read;
        if (read == 0 && buffer.Length > 0 && (uint)_read != length)
        {
            throw new FormatException(
                $"{path}: the archive is cut short or broken, or is several archives in one; unpack it and import the content."
            );
        }

        return _read <= AlwaysAllowed || (_read <= Largest && _read / LargestRatio <= packed.Position)
            ? read
            : throw new FormatException(
                $"{path}: the archive's content is too large for a file of prices ({_read >> 20} MB of {packed.Position:N0} bytes)."
            );
    }

    /// <inheritdoc />
    public override void Flush() { }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
            packed.Dispose();
        }

        base.Dispose(disposing);
    }
}
