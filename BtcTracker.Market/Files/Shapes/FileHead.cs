namespace BtcTracker.Market.Files.Shapes;

/// <summary>A file's first rows, from which its shape is recognized.</summary>
internal sealed class FileHead
{
    private const int Characters = 1 << 16;
    private const int MostRecords = 1_000;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private FileHead(string text, char separator, IReadOnlyList<string[]> records) =>
        (Text, Separator, Records) = (text, separator, records);

    /// <summary>The text that the head was read from.</summary>
    public string Text { get; }

    /// <summary>The separator between fields.</summary>
    public char Separator { get; }

    /// <summary>The first records, without blank lines.</summary>
    public IReadOnlyList<string[]> Records { get; }

    /// <summary>Reads a file's head; a record truncated by its end is dropped.</summary>
    public static FileHead Read(TextReader reader)
    {
        var buffer = new char[Characters];
        var length = reader.ReadBlock(buffer, 0, Characters);
        var text = new string(buffer, 0, length);
        var isCut = length == Characters;
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4)
        {
            return new FileHead(text, text[4], Split(text, text[4], isCut));
        }

        // The separator that gives most rows the same number of fields; the earlier of two equals.
        var best = Separators
            .Select(separator => new FileHead(text, separator, Split(text, separator, isCut)))
            .MaxBy(head => head.Evenness());
        return best!;
    }

    /// <summary>The head without the first records.</summary>
    public FileHead From(int at) => new(Text, Separator, [.. Records.Skip(at)]);

    private int Evenness()
    {
        var widths = Records.Where(record => record.Length > 1).CountBy(record => record.Length).ToList();
        return widths.Count == 0 ? 0 : (widths.Max(width => width.Value) * 1_000) + widths.MaxBy(width => width.Value).Key;
    }

    private static List<string[]> Split(string text, char separator, bool isCut)
    {
        var (records, fields) = (new List<string[]>(), new List<string>());
        var reader = new CsvRecords(new StringReader(text), separator);
        try
        {
            while (records.Count < MostRecords && reader.TryRead(fields))
            {
                if (fields is not [""])
                {
                    records.Add([.. fields]);
                }
            }
        }
        catch (FormatException)
        {
            // A malformed row is reported with its line when it is read.
            return records;
        }

        if (isCut && records.Count is > 0 and < MostRecords)
        {
            records.RemoveAt(records.Count - 1);
        }

        return records;
    }
}
