using System.Text;
using System.Text.Json;

namespace BtcTracker.Ingest.Sources;

/// <summary>Removes fields from JSON text. The rest is copied unchanged, with the digits of each number and all white space.</summary>
public static class JsonFieldRemover
{
    /// <summary>Removes the fields of a name at any depth.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static string Without(string name, string json)
    {
        var (text, field) = (Encoding.UTF8.GetBytes(json), Encoding.UTF8.GetBytes(name));
        var reader = new Utf8JsonReader(text);
        var (kept, copied) = (new MemoryStream(text.Length), 0);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueSpan.SequenceEqual(field))
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var (from, to) = WithComma(text, start, (int)reader.BytesConsumed, copied);
                kept.Write(text.AsSpan(copied, from - copied));
                copied = to;
            }
        }

        kept.Write(text.AsSpan(copied));
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    /// <summary>
    /// A field with the comma before it; for the first field of an object, with the comma after it.
    /// </summary>
    private static (int From, int To) WithComma(ReadOnlySpan<byte> text, int from, int to, int copied)
    {
        var before = text[copied..from].TrimEnd(" \t\r\n"u8).Length + copied;
        if (before > copied && text[before - 1] == ',')
        {
            return (before - 1, to);
        }

        var after = text.Length - text[to..].TrimStart(" \t\r\n"u8).Length;
        return after < text.Length && text[after] == ',' ? (from, after + 1) : (from, to);
    }
}
