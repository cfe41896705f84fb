namespace BtcTracker.Market.Files;

/// <summary>
/// Reads a CSV file with a header line. Columns may be in any order and in upper or lower case; unknown ones are ignored.
/// </summary>
internal sealed class CsvTable : RowReader
{
    private readonly string _path;
    private readonly CsvRecords _records;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _fields = [];
    private readonly int _width;

    /// <summary>Reads the header; a byte order mark and either line ending are accepted.</summary>
    /// <param name="path">The file's path, for messages.</param>
    /// <param name="reader">The file's text.</param>
    /// <param name="layout">
    /// The lines around the header and the separator; null means that the header is the first line and the separator a comma.
    /// </param>
    /// <exception cref="FormatException">The file is empty or its header is malformed.</exception>
    public CsvTable(string path, TextReader reader, CsvLayout? layout = null)
        : base(path)
    {
        layout ??= new CsvLayout();
        (_path, _records) = (path, new CsvRecords(reader, layout.Separator));
        Skip(layout.LinesBefore);
        if (layout.Names is { } names)
        {
            _fields.AddRange(names);
        }
        else if (!ReadFields())
        {
            throw new FormatException($"{path}: the file is empty.");
        }

        Header = [.. _fields];
        _width = _fields.Count;
        for (var index = 0; index < _width; index++)
        {
            if (!_indexes.TryAdd(_fields[index], index) && _fields[index].Length > 0)
            {
                throw Wrong($"the column '{Shortened(_fields[index])}' is duplicated in the header");
            }
        }

        Skip(layout.LinesAfter);
    }

    /// <summary>The columns' names, as the file writes them.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Throws if the header lacks a column.</summary>
    /// <exception cref="FormatException">The message names the column.</exception>
    public CsvTable Require(params IReadOnlyList<string> columns)
    {
        if (columns.FirstOrDefault(column => !Has(column)) is not { } missing)
        {
            return this;
        }

        var hint =
            _width == 1
            && _fields[0] is var all
            && (all.Contains(';', StringComparison.Ordinal) || all.Contains('\t', StringComparison.Ordinal))
                ? "; separate the columns by commas"
                : "";
        throw Wrong($"the column '{missing}' is missing; the header must name {string.Join(',', columns)}{hint}");
    }

    /// <inheritdoc />
    public override bool Read()
    {
        if (!ReadFields())
        {
            return false;
        }

        FitEmptyFields();
        return _fields.Count == _width ? true
            : _fields.Count < _width ? throw Wrong($"the row has {_fields.Count} fields, which is too few: the header names {_width}")
            : throw Wrong(
                $"the row has {_fields.Count} fields, but the header names {_width}: "
                    + "if a comma is the decimal separator, replace it with a point"
            );
    }

    /// <inheritdoc />
    public override string? Find(string column) =>
        _indexes.TryGetValue(column, out var index) && _fields[index] is { Length: > 0 } text ? text : null;

    /// <inheritdoc />
    public override bool Has(string column) => _indexes.ContainsKey(column);

    /// <summary>The index of a column; -1 if there is none.</summary>
    public int IndexOf(string? column) => column is not null && _indexes.TryGetValue(column, out var index) ? index : -1;

    /// <summary>A field of the row by its index; null if it is empty, or there is no such column.</summary>
    public string? At(int index) => index >= 0 && _fields[index] is { Length: > 0 } text ? text : null;

    // Excel pads rows with empty fields, and leaves rows that have only those.
    private void FitEmptyFields()
    {
        while (_fields.Count > _width && _fields[^1].Length == 0)
        {
            _fields.RemoveAt(_fields.Count - 1);
        }

        while (_fields.Count < _width && _fields.TrueForAll(field => field.Length == 0))
        {
            _fields.Add("");
        }
    }

    private void Skip(int lines)
    {
        for (var line = 0; line < lines && ReadFields(); line++) { }
    }

    private bool ReadFields()
    {
        do
        {
            var start = _records.Line;
            try
            {
                if (!_records.TryRead(_fields))
                {
                    return false;
                }
            }
            catch (FormatException malformed) when (!malformed.Message.StartsWith(_path, StringComparison.Ordinal))
            {
                throw new FormatException($"{_path}, line {start}: {malformed.Message}.", malformed);
            }

            Line = start;
        } while (_fields is [""]);
        return true;
    }
}
