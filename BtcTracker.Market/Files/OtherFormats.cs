namespace BtcTracker.Market.Files;

/// <summary>Files that hold prices but no text, known by their first bytes: what they are called says what to do.</summary>
internal static class OtherFormats
{
    /// <summary>The name of a format that is not read; null where the bytes may be text.</summary>
    public static string? NameOf(ReadOnlySpan<byte> start) =>
        start switch
        {
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "a Parquet file",
            [0xd0, 0xcf, 0x11, 0xe0, ..] => "a workbook of an old Excel",
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
