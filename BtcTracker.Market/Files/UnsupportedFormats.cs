namespace BtcTracker.Market.Files;

/// <summary>Recognizes binary formats by their first bytes, so that the error can name them.</summary>
internal static class UnsupportedFormats
{
    /// <summary>The name of an unsupported format; null if the bytes may be text.</summary>
    public static string? NameOf(ReadOnlySpan<byte> start) =>
        start switch
        {
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "a Parquet file",
            [0xd0, 0xcf, 0x11, 0xe0, ..] => "a workbook of an old version of Excel",
            [(byte)'7', (byte)'z', 0xbc, 0xaf, ..] => "a 7z archive",
            [(byte)'B', (byte)'Z', (byte)'h', ..] => "a bzip2 archive",
            [0xfd, (byte)'7', (byte)'z', (byte)'X', ..] => "an xz archive",
            [0x28, 0xb5, 0x2f, 0xfd, ..] => "a Zstandard archive",
            [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => "a RAR archive",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF",
            [(byte)'S', (byte)'Q', (byte)'L', (byte)'i', (byte)'t', (byte)'e', ..] => "a SQLite database",
            [_, 0, _, 0, ..] or [0, _, 0, _, ..] => "UTF-16 without a byte order mark",
            _ => null,
        };
}
