using System.Globalization;

namespace BtcTracker.Market;

/// <summary>Reads a CSV file with a header line, row by row. Fields are numbers and times, so a comma always separates.</summary>
internal sealed class CsvTable
{
    private readonly string _path;
    private readonly TextReader _reader;
    private readonly int[] _places;
    private string[] _fields = [];

    /// <summary>Reads the header; byte order mark and either line ending are fine, the columns' order is free, others are ignored.</summary>
    /// <exception cref="FormatException">The file is empty or lacks a column.</exception>
    public CsvTable(string path, TextReader reader, IReadOnlyList<string> columns)
    {
        (_path, _reader) = (path, reader);
        var header = ReadFields() ? _fields : throw new FormatException($"{path}: the file is empty.");
        Columns = columns;
        _places = [.. columns.Select(column => Array.IndexOf(header, column))];
        if (Array.IndexOf(_places, -1) is >= 0 and var missing)
        {
            throw Wrong($"the column '{columns[missing]}' is missing; the header must name {string.Join(',', columns)}");
        }
    }

    /// <summary>The columns by the order in which they were asked for.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The line that was read last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Goes to the next row; blank lines are passed over.</summary>
    public bool Read()
    {
        if (!ReadFields())
        {
            return false;
        }

        return _fields.Length > _places.Max()
            ? true
            : throw Wrong($"the row has {_fields.Length} fields, which is too few");
    }

    /// <summary>A field of the row.</summary>
    public string Text(int column) => _fields[_places[column]];

    /// <summary>A field of the row as a number; exponents are fine, digit grouping is not.</summary>
    public decimal Number(int column) =>
        decimal.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong($"{Columns[column]} '{Text(column)}' is not a number");

    /// <summary>The exception for what is wrong on this line.</summary>
    public FormatException Wrong(string reason) => new($"{_path}, line {Line}: {reason}.");

    private bool ReadFields()
    {
        while (_reader.ReadLine() is { } line)
        {
            Line++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                _fields = line.Split(',', StringSplitOptions.TrimEntries);
                return true;
            }
        }

        return false;
    }
}
