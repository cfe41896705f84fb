namespace BtcTracker.Web.Formatting;

/// <summary>Texts with places for values.</summary>
public static class TextsExtensions
{
    /// <summary>A text with values in its places, written as in the current language.</summary>
    public static string With(this string text, params object?[] values) => string.Format(Language.Current.Formats, text, values);
}
