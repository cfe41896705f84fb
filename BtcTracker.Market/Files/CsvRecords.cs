using System.Text;

namespace BtcTracker.Market.Files;

/// <summary>
/// Splits text into records of fields as RFC 4180 says: a comma, or what the file takes for it, separates; <c>"a ""quoted"" field, with a comma"</c> may
/// also hold line ends. Each line ending is fine, also a single carriage return, as Excel for Macintosh writes it.
/// </summary>
internal sealed class CsvRecords(TextReader reader, char separator = ',')
{
    private readonly StringBuilder _field = new();
    private int _length;
    private bool _quoted;

    /// <summary>The line that the next character stands on, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Reads the next record; an empty line is a record of one empty field.</summary>
    /// <param name="fields">Gets them, without the blanks around an unquoted one.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="FormatException">It is longer than <see cref="RowReader.LongestRow"/>, or a quote is not closed.</exception>
    public bool TryRead(List<string> fields)
    {
        fields.Clear();
        _length = 0;
        if (reader.Peek() < 0)
        {
            return false;
        }

        while (reader.Read() is >= 0 and var next && next != '\n' && !(next == '\r' && reader.Peek() != '\n'))
        {
            Take((char)next, fields);
        }

        Line++;
        EndField(fields);
        return true;
    }

    private void Take(char next, List<string> fields)
    {
        Count();
        switch (next)
        {
            case '"' when !_quoted && IsBlank():
                TakeQuoted();
                break;
            case '\r' or ' ' when _quoted:
                // Between the closing quote and the comma or the line's end.
                break;
            default:
                TakePlain(next, fields);
                break;
        }
    }

    private void TakePlain(char next, List<string> fields)
    {
        if (next == separator)
        {
            EndField(fields);
        }
        else
        {
            _field.Append(next);
        }
    }

    private void TakeQuoted()
    {
        _field.Clear();
        _quoted = true;
        while (reader.Read() is >= 0 and var next)
        {
            Count();
            if (next == '"' && reader.Peek() != '"')
            {
                return;
            }

            Line += next == '\n' ? 1 : 0;
            _field.Append((char)(next == '"' ? reader.Read() : next));
        }

        throw new FormatException("a quotation mark is opened and not closed");
    }

    private void EndField(List<string> fields)
    {
        var field = _field.ToString();
        fields.Add(_quoted ? field : field.Trim());
        _field.Clear();
        _quoted = false;
    }

    private bool IsBlank()
    {
        for (var at = 0; at < _field.Length; at++)
        {
            if (!char.IsWhiteSpace(_field[at]))
            {
                return false;
            }
        }

        return true;
    }

    private void Count()
    {
        if (++_length > RowReader.LongestRow)
        {
            throw new FormatException($"the row is longer than {RowReader.LongestRow} characters: is this a text file, and is every quotation mark closed?");
        }
    }
}
