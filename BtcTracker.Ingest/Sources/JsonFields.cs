using System.Globalization;
using System.Text.Json;

namespace BtcTracker.Ingest.Sources;

/// <summary>
/// Reads fields of a source's JSON: a number goes from its text straight to a decimal, whether it is written as a number or as a string.
/// </summary>
public static class JsonFields
{
    private const int LongestShown = 200;

    /// <summary>Parses a body.</summary>
    /// <exception cref="SourceException">It is no JSON: a web page, or cut off.</exception>
    public static JsonElement Parse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException exception)
        {
            throw Invalid($"The body is no JSON; it begins with '{Shown(body)}'.", exception);
        }
    }

    /// <summary>A field; null where the element is no object, has no such field, or it is null.</summary>
    public static JsonElement? Field(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent
        && Unescaped(() => parent.TryGetProperty(name, out var found) ? found : (JsonElement?)null) is { } field
        && field.ValueKind != JsonValueKind.Null
            ? field
            : null;

    /// <summary>A field's number; null where it is missing or null.</summary>
    /// <exception cref="SourceException">It is there and no number.</exception>
    public static decimal? Number(JsonElement element, string name) => Field(element, name) is { } field ? AsNumber(field, name) : null;

    /// <summary>
    /// An element as a number: <c>21847.757042255787</c>, <c>"63271.78"</c>, <c>2.17e-05</c>; digit grouping and NaN are none.
    /// </summary>
    /// <exception cref="SourceException">It is no number.</exception>
    public static decimal AsNumber(JsonElement element, string name) =>
        decimal.TryParse(TextOf(element), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid($"{name} {Shown(element.GetRawText())} is not a number.");

    /// <summary>Seconds since the epoch as an instant.</summary>
    /// <exception cref="SourceException">They are none, or of a year that cannot be meant.</exception>
    public static DateTimeOffset AsInstant(decimal seconds) =>
        seconds is > 0 and < 32_503_680_000
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : throw Invalid($"time {seconds} is not a time in seconds since 1970.");

    /// <summary>A field's whole number; null where it is missing or null.</summary>
    /// <exception cref="SourceException">It is there and no whole number.</exception>
    public static int? Count(JsonElement element, string name) =>
        Number(element, name) switch
        {
            null => null,
            { } number when number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue => (int)number,
            { } number => throw Invalid($"{name} {number} is not a whole number."),
        };

    /// <summary>A field's time, ISO 8601, UTC where it does not say; null where it is missing or null.</summary>
    /// <exception cref="SourceException">It is there and no time.</exception>
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
            : throw Invalid($"{name} {Shown(field.GetRawText())} is not a time.");
    }

    /// <summary>An element's text: a string's content, else as it is written.</summary>
    public static string TextOf(JsonElement element) =>
        (element.ValueKind == JsonValueKind.String ? Unescaped(element.GetString) : element.GetRawText()) ?? "";

    /// <summary>The exception for a body that cannot be used.</summary>
    public static SourceException Invalid(string message, Exception? innerException = null) =>
        new(SourceFailure.InvalidBody, message, null, innerException);

    /// <summary>The beginning of somebody else's text, fit for a log line.</summary>
    public static string Shown(string text) => string.Concat(text.Take(LongestShown).Select(c => char.IsControl(c) ? ' ' : c));

    // Parsing leaves escapes alone; one that is half a character, \ud800, fails where it is read.
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
