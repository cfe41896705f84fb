using System.Globalization;
using System.Text.Json;

namespace BtcTracker.Ingest.Sources;

/// <summary>
/// Reads fields of a source's JSON. A number is parsed from its text to a decimal, whether it is a JSON number or a string.
/// </summary>
public static class JsonFields
{
    private const int LongestShown = 200;

    /// <summary>Parses a body.</summary>
    /// <exception cref="SourceException">The body is not JSON: a web page, or truncated.</exception>
    public static JsonElement Parse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException exception)
        {
            throw Invalid($"The body is not JSON; it begins with '{Shorten(body)}'.", exception);
        }
    }

    /// <summary>A field; null if the element is not an object, or the field is missing or null.</summary>
    public static JsonElement? Field(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent
        && Unescaped(() => parent.TryGetProperty(name, out var found) ? found : (JsonElement?)null) is { } field
        && field.ValueKind != JsonValueKind.Null
            ? field
            : null;

    /// <summary>A field's number; null if it is missing or null.</summary>
    /// <exception cref="SourceException">The field is not a number.</exception>
    public static decimal? Number(JsonElement element, string name) => Field(element, name) is { } field ? AsNumber(field, name) : null;

    /// <summary>
    /// An element as a number: <c>21847.757042255787</c>, <c>"63271.78"</c>, <c>2.17e-05</c>; digit grouping and NaN are rejected.
    /// </summary>
    /// <exception cref="SourceException">The element is not a number.</exception>
    public static decimal AsNumber(JsonElement element, string name) =>
        decimal.TryParse(TextOf(element), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid($"{name} {Shorten(element.GetRawText())} is not a number.");

    /// <summary>Converts seconds since the epoch to an instant.</summary>
    /// <exception cref="SourceException">The number is out of range.</exception>
    public static DateTimeOffset AsInstant(decimal seconds) =>
        seconds is > 0 and < 32_503_680_000
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : throw Invalid($"time {seconds} is not a time in seconds since 1970.");

    /// <summary>A field's whole number; null if it is missing or null.</summary>
    /// <exception cref="SourceException">The field is not a whole number.</exception>
    public static int? Count(JsonElement element, string name) =>
        Number(element, name) switch
        {
            null => null,
            { } number when number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue => (int)number,
            { } number => throw Invalid($"{name} {number} is not a whole number."),
        };

    /// <summary>A field's time in ISO 8601, UTC by default; null if it is missing or null.</summary>
    /// <exception cref="SourceException">The field is not a time.</exception>
    public static DateTimeOffset? Time(JsonElement? element, string name)
    {
        if (Field(element, name) is not { } field)
        {
            return null;
        }

        return DateTimeOffset.TryParse(
            TextOf(field),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : throw Invalid($"{name} {Shorten(field.GetRawText())} is not a time.");
    }

    /// <summary>An element's text: a string's content, otherwise the raw text.</summary>
    public static string TextOf(JsonElement element) =>
        (element.ValueKind == JsonValueKind.String ? Unescaped(element.GetString) : element.GetRawText()) ?? "";

    /// <summary>The exception for a body that cannot be used.</summary>
    public static SourceException Invalid(string message, Exception? innerException = null) =>
        new(SourceFailure.InvalidBody, message, null, innerException);

    /// <summary>The beginning of a foreign text, safe for a log line.</summary>
    public static string Shorten(string text) => string.Concat(text.Take(LongestShown).Select(c => char.IsControl(c) ? ' ' : c));

    // Parsing does not check escapes; an unpaired surrogate such as \ud800 fails when it is read.
    private static T Unescaped<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException exception)
        {
            throw Invalid("The body has an escape that is half a character.", exception);
        }
    }
}
