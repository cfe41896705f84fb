namespace BtcTracker.Market.Files.Shapes;

/// <summary>How a CSV file of candles is read.</summary>
internal sealed record FileShape
{
    /// <summary>The vendor; null where the columns' names say all.</summary>
    public Vendor? Vendor { get; init; }

    /// <summary>Where the rows stand.</summary>
    public required CsvLayout Layout { get; init; }

    /// <summary>
    /// The file's columns by what they mean: <c>time</c>, <c>open</c>, <c>high</c>, <c>low</c>, <c>close</c>, <c>volume</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>What the volume counts: <c>BTC</c> or <c>USD</c>; null where nothing says it.</summary>
    public string? VolumeUnit { get; init; }

    /// <summary>Whether the vendor is all that says what the volume counts.</summary>
    public bool UnitIsVendors { get; init; }

    /// <summary>The column of the time of day where the time is a date only; null where there is none.</summary>
    public string? TimeOfDay { get; init; }

    /// <summary>Whether there is one price a time.</summary>
    public bool IsOnePrice { get; init; }

    /// <summary>Columns that name the market.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>What a second header line names.</summary>
    public IReadOnlyList<string> MarketCells { get; init; } = [];

    /// <summary>Columns that nothing is made of.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    /// <summary>The distance between the rows and their order, of the first rows.</summary>
    public Spacing Spacing { get; init; } = Spacing.Unknown;

    /// <summary>Whether export wrote the file, whose rows are complete.</summary>
    public bool IsExport { get; init; }

    /// <summary>The formats of its dates where they are ambiguous elsewhere.</summary>
    public string[] DateFormats { get; init; } = [];

    /// <summary>Whether a comma stands before the decimals: where it does not separate, or the vendor quotes its numbers.</summary>
    public bool HasDecimalComma => Layout.Separator != ',' || Vendor is { HasDecimalComma: true };

    /// <summary>Reads a time of the file.</summary>
    public bool TryReadTime(string text, out DateTimeOffset time)
    {
        // Excel's number of a day and its hours: 45292,0416666667.
        var isNumber =
            HasDecimalComma && text.Contains(',', StringComparison.Ordinal) && text.AsSpan().IndexOfAnyExceptInRange('+', '9') < 0;
        return CellTime.TryParse(isNumber ? text.Replace(',', '.') : text, DateFormats, out time);
    }

    /// <summary>The shape in one line, with how the columns are read.</summary>
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
