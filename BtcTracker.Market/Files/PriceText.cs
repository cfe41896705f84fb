using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BtcTracker.Market.Files;

/// <summary>Opens a file's text: plain, <c>.gz</c>, or a <c>.zip</c> with one file inside, recognized by its first bytes.</summary>
internal static class PriceText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens it at the start; the caller disposes the reader, which closes the file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="file">The file on disk, whose position is the progress.</param>
    public static StreamReader Open(string path, out FileStream file)
    {
        if (!File.Exists(path) || (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.Directory)) != 0)
        {
            throw new IOException($"{path} is not a file.");
        }

        file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 1 << 16 });
        try
        {
            return new StreamReader(Unpacked(path, file), Utf8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Stream Unpacked(string path, FileStream file)
    {
        // A pipe cannot be rewound.
        if (!file.CanSeek)
        {
            return file;
        }

        Span<byte> start = stackalloc byte[8];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        start = start[..length];
        return start switch
        {
            [0x1f, 0x8b, ..] => new BoundedStream(path, new GZipStream(file, CompressionMode.Decompress), file, StatedLength(file)),
            [(byte)'P', (byte)'K', 3, 4, ..] => OnlyEntry(path, file),
            _ when UnsupportedFormats.NameOf(start) is { } name => throw new FormatException(
                $"{path}: the file is {name}, which is not supported: unpack it, or save it as CSV, and import that."
            ),
            _ => file,
        };
    }

    // A gzip file ends with the length of what is in it, modulo 2 to the 32nd.
    private static uint StatedLength(FileStream file)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.Seek(-Math.Min(end.Length, file.Length), SeekOrigin.End);
        var length = file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return length == end.Length ? BinaryPrimitives.ReadUInt32LittleEndian(end) : 0;
    }

    // Skips folders and what macOS's Finder adds to an archive.
    private static bool IsFile(ZipArchiveEntry entry) =>
        entry.Name.Length > 0 && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) && entry.Name is not ".DS_Store";

    private static BoundedStream OnlyEntry(string path, FileStream file)
    {
        try
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var entries = archive.Entries.Where(IsFile).Take(2).ToList();
            return entries switch
            {
                _ when archive.GetEntry("[Content_Types].xml") is not null => throw new FormatException(
                    $"{path}: the file is an Excel workbook: save it as CSV and import that."
                ),
                [var only] when Path.IsPathRooted(only.FullName) || only.FullName.Split('/', '\\').Contains("..") =>
                    throw new FormatException(
                        $"{path}: the archive's file has a path outside the archive; unpack it and import the content."
                    ),
                [var only] => new BoundedStream(path, only.Open(), file, (uint)only.Length),
                [] => throw new FormatException($"{path}: the archive is empty."),
                _ => throw new FormatException($"{path}: the archive has more than one file; unpack it and import one of them."),
            };
        }
        catch (InvalidDataException broken)
        {
            throw new FormatException($"{path}: the archive is broken. {broken.Message}", broken);
        }
    }
}
