namespace BtcTracker.Market.Files.Shapes;

/// <summary>Explains a header that lacks columns: its content, the expected columns, the most similar shape and what to change.</summary>
internal static class MissingColumns
{
    private const int MostShown = 100;

    /// <summary>Builds the message.</summary>
    /// <param name="header">The columns that the header names.</param>
    /// <param name="shape">The columns that were recognized.</param>
    /// <param name="wanted">The required columns.</param>
    public static string Explain(IReadOnlyList<string> header, FileShape shape, IReadOnlyList<string> wanted)
    {
        var missing = wanted.Where((column, index) => !shape.Columns.ContainsKey(index == 0 ? "time" : column)).ToList();
        var line = string.Concat(string.Join(shape.Layout.Separator, header).Select(c => char.IsControl(c) && c != '\t' ? ' ' : c));
        var shown = line.Length > MostShown ? line[..MostShown] + "…" : line;
        return $"it says '{shown}', where a header was expected: the column '{missing[0]}' is missing; "
            + $"the header must name {string.Join(',', wanted)}. "
            + $"{Nearest(header)}{Change(missing, wanted)}";
    }

    private static string Nearest(IReadOnlyList<string> header)
    {
        var names = header.Select(ColumnNames.Plain).ToHashSet(StringComparer.Ordinal);
        var (vendor, common) = Vendors
            .All.Where(vendor => vendor.Header.Count > 0)
            .Select(vendor => (Vendor: vendor, Common: vendor.Header.Count(names.Contains)))
            .MaxBy(near => (near.Common, -near.Vendor.Header.Count));
        return common < 2 ? "" : $"The most similar format is that of {vendor.Name}: {string.Join(',', vendor.Header)}. ";
    }

    private static string Change(List<string> missing, IReadOnlyList<string> wanted) =>
        missing.Count == wanted.Count
            ? "Write a header line before the first row, or rename the columns"
            : $"Rename the {(missing.Count == 1 ? "column that holds it" : "columns that hold them")} to {string.Join(", ", missing)}";
}
