namespace BtcTracker.Market.Files.Shapes;

/// <summary>
/// The shape of a vendor's downloads: how it is recognised, and how its columns are read where their names do not say it.
/// </summary>
/// <remarks>
/// Columns are named as <see cref="ColumnNames.Plain"/> writes them. A new vendor is a file with one of these, listed in
/// <see cref="Vendors"/>.
/// </remarks>
internal sealed record Vendor(string Name)
{
    /// <summary>Columns that the header must all name; empty where the file has no header.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>Whether the header names no other columns than <see cref="Header"/>.</summary>
    public bool IsWholeHeader { get; init; }

    /// <summary>The fields' names where there is no header; the first row must have as many, a time first and else numbers.</summary>
    public IReadOnlyList<string> Unheaded { get; init; } = [];

    /// <summary>What else the head must be. Default: nothing.</summary>
    public Func<FileHead, bool> Recognises { get; init; } = _ => true;

    /// <summary>Columns by what they mean here, before what their names mean elsewhere: <c>("time", "date")</c>.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What its volume counts: <c>BTC</c>, <c>USD</c>, <c>NONE</c> where it is none of a candle's; null where the column's name says it.
    /// </summary>
    public string? VolumeUnit { get; init; }

    /// <summary>Lines between the header and the rows. Default: none.</summary>
    public int LinesAfterHeader { get; init; }

    /// <summary>Whether <c>3/1/2024</c> is the first of March where the file's other rows do not say it. Default: no.</summary>
    public bool IsMonthFirst { get; init; }

    /// <summary>Whether a comma stands before the decimals although it separates too, between quotation marks. Default: no.</summary>
    public bool HasDecimalComma { get; init; }

    /// <summary>
    /// Whether its rows are finer than any stored interval and are always rolled up, so that an interval names what to store.
    /// </summary>
    public bool RollsUp { get; init; }

    /// <summary>The currency of its prices. Default: US dollars.</summary>
    public string Quote { get; init; } = "USD";

    /// <summary>Names of Bitcoin, or of US dollars, in its own numbers.</summary>
    public IReadOnlyList<string> MarketIds { get; init; } = [];
}
