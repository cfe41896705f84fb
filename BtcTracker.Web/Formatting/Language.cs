using System.Globalization;

namespace BtcTracker.Web.Formatting;

/// <summary>A language of the pages. What programs read, the API and the files, is in English whatever a reader's language is.</summary>
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

    /// <summary>English, which is spoken where a reader asks for nothing that is spoken here.</summary>
    public static Language English { get; } = new("en", "English", CultureInfo.InvariantCulture);

    /// <summary>Spanish.</summary>
    public static Language Spanish { get; } = new("es", "Español", SpanishFormats());

    /// <summary>Every language.</summary>
    public static IReadOnlyList<Language> All { get; } = [English, Spanish];

    /// <summary>The language of what is being written: that of the page that is rendered, else English.</summary>
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

    /// <summary>Finds a language by its code, in any case; null where it is not spoken here.</summary>
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

    /// <summary>Makes it the language of what is written from here on, in this request and what it awaits.</summary>
    public void Speak() => CultureInfo.CurrentUICulture = Culture;

    /// <summary>Writes something in it, and goes on in the language from before.</summary>
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
