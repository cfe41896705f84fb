namespace BtcTracker.Market.Files;

/// <summary>Reads a CSV file with a header line. Columns may stand in any order and in upper or lower case; unknown ones are ignored.</summary>
internal sealed class CsvTable : RowReader
{
    private readonly string _path;
    private readonly CsvRecords _records;
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _fields = [];
    private readonly int _width;

    /// <summary>Reads the header; a byte order mark and either line ending are fine.</summary>
    /// <exception cref="FormatException">The file is empty or its header malformed.</exception>
    public CsvTable(string path, TextReader reader)
        : base(path)
    {
        (_path, _records) = (path, new CsvRecords(reader));
        if (!ReadFields())
        {
            throw new FormatException($"{path}: the file is empty.");
        }

        _width = _fields.Count;
        for (var place = 0; place < _width; place++)
        {
            if (!_places.TryAdd(_fields[place], place) && _fields[place].Length > 0)
            {
                throw Wrong($"the column '{Shown(_fields[place])}' stands twice in the header");
            }
        }
    }

    /// <summary>Refuses a header that lacks a column.</summary>
    /// <exception cref="FormatException">The message names the column.</exception>
    public CsvTable Require(params IReadOnlyList<string> columns)
    {
        if (columns.FirstOrDefault(column => !Has(column)) is not { } missing)
        {
            return this;
        }

        var hint = _width == 1 && _fields[0] is var all && (all.Contains(';', StringComparison.Ordinal) || all.Contains('\t', StringComparison.Ordinal))
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

        return _fields.Count == _width ? true
            : _fields.Count < _width ? throw Wrong($"the row has {_fields.Count} fields, which is too few: the header names {_width}")
            : throw Wrong($"the row has {_fields.Count} fields, but the header names {_width}: is a comma the decimal sign? Write a point");
    }

    /// <inheritdoc />
    public override string? Find(string column) =>
        _places.TryGetValue(column, out var place) && _fields[place] is { Length: > 0 } text ? text : null;

    /// <inheritdoc />
    public override bool Has(string column) => _places.ContainsKey(column);

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
            catch (FormatException malformed)
            {
                throw new FormatException($"{_path}, line {start}: {malformed.Message}.", malformed);
            }

            Line = start;
        }
        while (_fields is [""]);
        return true;
    }
}
