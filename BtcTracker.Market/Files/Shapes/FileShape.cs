namespace BtcTracker.Market.Files.Shapes;

/// <summary>How a CSV file of candles is read.</summary>
internal sealed record FileShape
{
    /// <summary>The vendor; null if the columns' names are sufficient.</summary>
    public Vendor? Vendor { get; init; }

    /// <summary>How the rows are laid out.</summary>
    public required CsvLayout Layout { get; init; }

    /// <summary>
    /// The file's columns by meaning: <c>time</c>, <c>open</c>, <c>high</c>, <c>low</c>, <c>close</c>, <c>volume</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>The volume's unit: <c>BTC</c> or <c>USD</c>; null if unknown.</summary>
    public string? VolumeUnit { get; init; }

    /// <summary>Whether only the vendor implies the volume's unit.</summary>
    public bool UnitIsVendors { get; init; }

    /// <summary>The column of the time of day if the time column is only a date; otherwise null.</summary>
    public string? TimeOfDay { get; init; }

    /// <summary>Whether there is a single price per row.</summary>
    public bool IsOnePrice { get; init; }

    /// <summary>Columns that name the market.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>The market named in a second header line.</summary>
    public IReadOnlyList<string> MarketCells { get; init; } = [];

    /// <summary>Unused columns.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>The distance and order of the first rows.</summary>
    public Spacing Spacing { get; init; } = Spacing.Unknown;

    /// <summary>Whether the file is our own export, whose rows are complete.</summary>
    public bool IsExport { get; init; }

    /// <summary>The formats of its dates if they are ambiguous.</summary>
    public string[] DateFormats { get; init; } = [];

    /// <summary>Whether the decimal separator is a comma: if it does not separate fields, or if the vendor quotes its numbers.</summary>
    public bool HasDecimalComma => Layout.Separator != ',' || Vendor is { HasDecimalComma: true };

    /// <summary>Reads a time of the file.</summary>
    public bool TryReadTime(string text, out DateTimeOffset time)
    {
        // Excel's serial number of a day and hour: 45292,0416666667.
        var isNumber =
            HasDecimalComma && text.Contains(',', StringComparison.Ordinal) && text.AsSpan().IndexOfAnyExceptInRange('+', '9') < 0;
        return CellTime.TryParse(isNumber ? text.Replace(',', '.') : text, DateFormats, out time);
    }

    /// <summary>Describes the shape and how its columns are read, in one line.</summary>
    public override string ToString()
    {
        var fields = Columns.Select(column =>
            column.Key == ColumnNames.Plain(column.Value) ? column.Key : $"{column.Key} = '{column.Value}'"
        );
        var unit = Columns.ContainsKey("volume") && VolumeUnit is not null ? $" ({VolumeUnit})" : "";
        var dropped = Dropped.Count > 0 ? $"; left out: {string.Join(", ", Dropped)}" : "";
        return $"{Vendor?.Name ?? (IsExport ? "candles of export" : "candles by their columns' names")}: "
            + $"{string.Join(", ", fields)}{unit}{dropped}";
    }
}
