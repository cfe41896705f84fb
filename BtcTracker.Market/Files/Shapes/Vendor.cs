namespace BtcTracker.Market.Files.Shapes;

/// <summary>
/// The shape of a vendor's downloads: how it is recognized, and how its columns are read if their names are not sufficient.
/// </summary>
/// <remarks>
/// Columns are named as <see cref="ColumnNames.Plain"/> writes them. To support another vendor, add a file with one of these and list it in
/// <see cref="Vendors"/>.
/// </remarks>
internal sealed record Vendor(string Name)
{
    /// <summary>The columns that the header must contain; empty if the file has no header.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>Whether the header contains no other columns than <see cref="Header"/>.</summary>
    public bool IsWholeHeader { get; init; }

    /// <summary>The fields' names if there is no header; the first row must have as many, a time first and then numbers.</summary>
    public IReadOnlyList<string> ColumnsWithoutHeader { get; init; } = [];

    /// <summary>A further condition on the head. Default: none.</summary>
    public Func<FileHead, bool> Recognises { get; init; } = _ => true;

    /// <summary>Columns with another meaning than their name usually has: <c>("time", "date")</c>.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Its volume's unit: <c>BTC</c>, <c>USD</c>, or <c>NONE</c> if it is not a candle's volume; null if the column's name states it.
    /// </summary>
    public string? VolumeUnit { get; init; }

    /// <summary>Lines between the header and the rows. Default: none.</summary>
    public int LinesAfterHeader { get; init; }

    /// <summary>Whether <c>3/1/2024</c> is March 1 if the file's other rows do not decide it. Default: no.</summary>
    public bool IsMonthFirst { get; init; }

    /// <summary>
    /// Whether the decimal separator is a comma although fields are separated by commas too; numbers are quoted then. Default: no.
    /// </summary>
    public bool HasDecimalComma { get; init; }

    /// <summary>
    /// Whether its rows are finer than any stored interval and always rolled up, so that an interval option names what to store.
    /// </summary>
    public bool RollsUp { get; init; }

    /// <summary>The currency of its prices. Default: US dollars.</summary>
    public string Quote { get; init; } = "USD";

    /// <summary>The vendor's own numbers for Bitcoin or US dollars.</summary>
    public IReadOnlyList<string> MarketIds { get; init; } = [];
}
