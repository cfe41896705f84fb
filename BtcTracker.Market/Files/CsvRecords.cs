using System.Buffers;
using System.Text;

namespace BtcTracker.Market.Files;

/// <summary>
/// Splits text into records of fields as in RFC 4180. The separator is a comma unless the file uses another; <c>"a ""quoted"" field, with a
/// comma"</c> may also contain line breaks. All line endings are accepted, including the single carriage return of Excel for Macintosh.
/// </summary>
internal sealed class CsvRecords(TextReader reader, char separator = ',')
{
    private const int BufferLength = 1 << 14;

    private readonly SearchValues<char> _ends = SearchValues.Create(separator, '\n', '\r', '"');
    private readonly char[] _buffer = new char[BufferLength];
    private readonly StringBuilder _field = new();
    private int _at;
    private int _end;
    private int _length;
    private bool _quoted;

    /// <summary>The line of the next character, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Reads the next record; an empty line is a record of one empty field.</summary>
    /// <param name="fields">Receives the fields; unquoted ones are trimmed.</param>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="ReasonException">
    /// The record is longer than <see cref="RowReader.LongestRow"/>, or a quotation mark is not closed.
    /// </exception>
    public bool TryRead(List<string> fields)
    {
        fields.Clear();
        _length = 0;
        if (Peek() < 0)
        {
            return false;
        }

        if (!TakePlainFields(fields))
        {
            while (Read() is >= 0 and var next && next != '\n' && !(next == '\r' && Peek() != '\n'))
            {
                Take((char)next, fields);
            }

            EndField(fields);
        }

        Line++;
        return true;
    }

    // Fast path for nearly all fields: unquoted and completely in the buffer.
    private bool TakePlainFields(List<string> fields)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_at, _end - _at);
            var length = rest.IndexOfAny(_ends);
            var isLineEnd = length >= 0 && (rest[length] == '\n' || rest[length..].StartsWith("\r\n"));
            if (length < 0 || !(isLineEnd || rest[length] == separator))
            {
                return false;
            }

            Count(length + 1);
            fields.Add(rest[..length].Trim().ToString());
            _at += length + (rest[length] == '\r' ? 2 : 1);
            if (isLineEnd)
            {
                return true;
            }
        }
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
        while (Read() is >= 0 and var next)
        {
            Count();
            if (next == '"' && Peek() != '"')
            {
                return;
            }

            Line += next == '\n' ? 1 : 0;
            _field.Append((char)(next == '"' ? Read() : next));
        }

        throw new ReasonException(new(ReasonCode.UnclosedQuote));
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

    private int Peek()
    {
        if (_at == _end)
        {
            (_at, _end) = (0, reader.Read(_buffer, 0, BufferLength));
        }

        return _at < _end ? _buffer[_at] : -1;
    }

    private int Read()
    {
        var next = Peek();
        _at += next < 0 ? 0 : 1;
        return next;
    }

    private void Count(int characters = 1)
    {
        if ((_length += characters) > RowReader.LongestRow)
        {
            throw new ReasonException(new(ReasonCode.RowTooLong, RowReader.LongestRow));
        }
    }
}
