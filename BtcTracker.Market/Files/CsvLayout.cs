namespace BtcTracker.Market.Files;

/// <summary>How a CSV file lays out its rows.</summary>
/// <param name="Separator">What stands between the fields. Default: a comma.</param>
/// <param name="LinesBefore">How many lines stand before the header, blank ones not counted, as an address does.</param>
/// <param name="LinesAfter">How many lines stand between the header and the rows.</param>
/// <param name="Names">The columns' names where the file has no header.</param>
internal sealed record CsvLayout(char Separator = ',', int LinesBefore = 0, int LinesAfter = 0, IReadOnlyList<string>? Names = null);
