namespace BtcTracker.Market.Files.Shapes;

/// <summary>Recognizes the shape of a CSV file from its first rows.</summary>
internal sealed class ShapeFinder(FileHead head, PriceFileOptions options)
{
    private const int MostLinesBefore = 8;

    /// <summary>Finds the shape.</summary>
    public FileShape Find()
    {
        var headerAt = HeaderAt();
        var firstRowAt = FirstRowAt();
        return headerAt >= 0 ? WithHeader(headerAt)
            : firstRowAt >= 0 ? WithoutHeader(firstRowAt)
            : WithHeader(LinesToSkip());
    }

    private int HeaderAt() =>
        Enumerable
            .Range(0, Math.Min(MostLinesBefore, head.Records.Count))
            .FirstOrDefault(
                at =>
                    head.Records[at].Length > 1
                    && head.Records[at] is var names
                    && (HasTime(names) || (at == LinesToSkip() && VendorOf(names, at) is not null)),
                -1
            );

    private static bool HasTime(string[] names) => names.Select(ColumnNames.Plain).Intersect(ColumnNames.Times).Any();

    // Excel writes "sep=" before the header, CryptoDataDownload an address.
    private int LinesToSkip() =>
        head
            .Records.TakeWhile(record =>
                record[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
                || record[0].StartsWith("http", StringComparison.OrdinalIgnoreCase)
            )
            .Count();

    private int FirstRowAt() =>
        LinesToSkip() is var at
        && at < head.Records.Count
        && head.Records[at] is { Length: >= 5 } row
        && CellTime.TryParse(row[0], [], out _)
        && row.Skip(2).All(IsNumber)
            ? at
            : -1;

    private static bool IsNumber(string cell) => CellNumber.IsNothing(cell) || char.IsAsciiDigit(cell[0]) || cell[0] is '-' or '.';

    private Vendor? VendorOf(string[] names, int at)
    {
        var plain = names.Select(ColumnNames.Plain).ToHashSet(StringComparer.Ordinal);
        return Vendors.All.FirstOrDefault(vendor =>
            vendor.Header.Count > 0
            && plain.IsSupersetOf(vendor.Header)
            && (!vendor.IsWholeHeader || plain.Count == vendor.Header.Count)
            && vendor.Recognises(at == 0 ? head : head.From(at))
        );
    }

    private FileShape WithHeader(int at)
    {
        var names = at < head.Records.Count ? head.Records[at] : [];
        var vendor = VendorOf(names, at);
        var layout = new CsvLayout(head.Separator, at, vendor?.LinesAfterHeader ?? 0);
        return Shape(vendor, layout, names, head.Records.Skip(at + 1 + layout.LinesAfter)) with
        {
            MarketCells =
            [
                .. head
                    .Records.Skip(at + 1)
                    .Take(layout.LinesAfter)
                    .SelectMany(record => record.Skip(1))
                    .Where(cell => cell.Length > 0)
                    .Distinct(),
            ],
        };
    }

    private FileShape WithoutHeader(int at)
    {
        var row = head.Records[at];
        var hasTimeOfDay = row[1].Contains(':', StringComparison.Ordinal);
        var vendor = Vendors.All.FirstOrDefault(vendor =>
            vendor.ColumnsWithoutHeader.Count == row.Length && vendor.ColumnsWithoutHeader[1] == ColumnNames.TimeOfDay == hasTimeOfDay
        );
        string[] usual = hasTimeOfDay
            ? ["date", "time", "open", "high", "low", "close", "volume"]
            : ["time", "open", "high", "low", "close", "volume"];
        string[] names = vendor is null
            ? [.. row.Select((_, index) => index < usual.Length ? usual[index] : $"field {index + 1}")]
            : [.. vendor.ColumnsWithoutHeader];
        return Shape(vendor, new CsvLayout(head.Separator, at, Names: names), names, head.Records.Skip(at));
    }

    private FileShape Shape(Vendor? vendor, CsvLayout layout, string[] names, IEnumerable<string[]> rows)
    {
        var shape = new ColumnFinder(names, vendor, options).Find(layout);
        var cells = TimesOf(shape, names, rows).ToList();
        shape = shape with { DateFormats = SlashedDates.FormatsOf(cells, vendor is { IsMonthFirst: true }) };
        var times = new List<DateTimeOffset>();
        foreach (var cell in cells)
        {
            if (shape.TryReadTime(cell, out var time))
            {
                times.Add(time);
            }
        }

        return shape with
        {
            Spacing = Spacing.Of(times, cells.TrueForAll(IsDate)),
        };
    }

    private static bool IsDate(string cell) => cell.Length <= 12 && cell.AsSpan().IndexOfAny("-./ ") >= 0;

    private static IEnumerable<string> TimesOf(FileShape shape, string[] names, IEnumerable<string[]> rows)
    {
        var index = shape.Columns.TryGetValue("time", out var column) ? Array.IndexOf(names, column) : -1;
        var dayIndex = shape.TimeOfDay is null ? -1 : Array.IndexOf(names, shape.TimeOfDay);
        return rows.Where(row => index >= 0 && row.Length > Math.Max(index, dayIndex))
            .Select(row => dayIndex < 0 ? row[index] : $"{row[index]} {row[dayIndex]}")
            .Where(cell => cell.Length > 0);
    }
}
