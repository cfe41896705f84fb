using System.Text;
using System.Text.Json;

namespace BtcTracker.Market.Files;

/// <summary>Reads JSON lines, one object per line, with exact numbers. A field that is absent or null is empty.</summary>
internal sealed class JsonLines(string path, TextReader reader) : RowReader(path)
{
    private readonly StringBuilder _line = new();
    private readonly Dictionary<string, string?> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override bool Read()
    {
        while (reader.Peek() >= 0)
        {
            var text = ReadLine();
            if (!string.IsNullOrWhiteSpace(text))
            {
                Parse(text);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public override string? Find(string column) => _fields.GetValueOrDefault(column) is { Length: > 0 } text ? text : null;

    /// <inheritdoc />
    public override bool Has(string column) => _fields.ContainsKey(column);

    private string ReadLine()
    {
        _line.Clear();
        Line++;
        while (reader.Read() is >= 0 and var next && next != '\n')
        {
            if (_line.Length == LongestRow)
            {
                throw Wrong($"the line is longer than {LongestRow} characters");
            }

            _line.Append((char)next);
        }

        return _line.ToString();
    }

    private void Parse(string text)
    {
        _fields.Clear();
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind is not JsonValueKind.Object)
            {
                throw Wrong("the line is not a JSON object");
            }

            foreach (var field in json.RootElement.EnumerateObject())
            {
                _fields[field.Name] = ValueOf(field);
            }
        }
        catch (JsonException malformed)
        {
            throw new FormatException($"{Wrong("the line is not JSON").Message} {malformed.Message}", malformed);
        }
    }

    private string? ValueOf(JsonProperty field) =>
        field.Value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => field.Value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => field.Value.GetRawText(),
            _ => throw Wrong($"{Shortened(field.Name)} is neither text nor a number"),
        };
}
