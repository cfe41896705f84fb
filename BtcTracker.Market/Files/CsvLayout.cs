namespace BtcTracker.Market.Files;

/// <summary>How a CSV file lays out its rows.</summary>
/// <param name="Separator">The separator between fields. Default: a comma.</param>
/// <param name="LinesBefore">How many lines precede the header, such as one with an address; blank lines do not count.</param>
/// <param name="LinesAfter">How many lines are between the header and the rows.</param>
/// <param name="Names">The columns' names if the file has no header.</param>
internal sealed record CsvLayout(char Separator = ',', int LinesBefore = 0, int LinesAfter = 0, IReadOnlyList<string>? Names = null);
