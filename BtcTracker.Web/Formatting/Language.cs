using System.Globalization;

namespace BtcTracker.Web.Formatting;

/// <summary>A language of the pages. The API and the files are in English, whatever the reader's language.</summary>
public sealed class Language
{
    private static readonly string[] SpanishMonths =
    [
        "ene",
        "feb",
        "mar",
        "abr",
        "may",
        "jun",
        "jul",
        "ago",
        "sep",
        "oct",
        "nov",
        "dic",
        string.Empty,
    ];

    private Language(string code, string name, CultureInfo formats) =>
        (Code, Name, Culture, Formats) = (code, name, CultureInfo.GetCultureInfo(code), formats);

    /// <summary>English, the default if a reader prefers no supported language.</summary>
    public static Language English { get; } = new("en", "English", CultureInfo.InvariantCulture);

    /// <summary>Spanish.</summary>
    public static Language Spanish { get; } = new("es", "Español", SpanishFormats());

    /// <summary>Every language.</summary>
    public static IReadOnlyList<Language> All { get; } = [English, Spanish];

    /// <summary>The current language: that of the page being rendered, else English.</summary>
    public static Language Current => CultureInfo.CurrentUICulture.Name.StartsWith("es", StringComparison.Ordinal) ? Spanish : English;

    /// <summary>The code in addresses, and in the <c>lang</c> of a page.</summary>
    public string Code { get; }

    /// <summary>Its name in itself.</summary>
    public string Name { get; }

    /// <summary>The culture that chooses the texts.</summary>
    public CultureInfo Culture { get; }

    /// <summary>
    /// How numbers and days are written. They are set here, because those of operating systems and browsers differ in Spanish.
    /// </summary>
    public CultureInfo Formats { get; }

    /// <summary>Finds a language by its code, in any case; null if it is not supported.</summary>
    public static Language? Find(ReadOnlySpan<char> code)
    {
        foreach (var language in All)
        {
            if (code.Equals(language.Code, StringComparison.OrdinalIgnoreCase))
            {
                return language;
            }
        }

        return null;
    }

    /// <summary>Makes it the current language in this request and what it awaits.</summary>
    public void Speak() => CultureInfo.CurrentUICulture = Culture;

    /// <summary>Writes something in it, then restores the previous language.</summary>
    public T Speak<T>(Func<T> write)
    {
        var before = CultureInfo.CurrentUICulture;
        Speak();
        try
        {
            return write();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <inheritdoc />
    public override string ToString() => Code;

    private static CultureInfo SpanishFormats()
    {
        var formats = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (formats.NumberFormat.NumberDecimalSeparator, formats.NumberFormat.NumberGroupSeparator) = (",", ".");
        formats.DateTimeFormat.AbbreviatedMonthNames = SpanishMonths;
        formats.DateTimeFormat.AbbreviatedMonthGenitiveNames = SpanishMonths;
        return CultureInfo.ReadOnly(formats);
    }
}
