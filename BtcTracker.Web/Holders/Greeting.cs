using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Holders;

/// <summary>The greeting of a holder, in English or Spanish.</summary>
public static class Greeting
{
    private const string Spanish = "es";
    private const string English = "en";

    /// <summary>The language that a request prefers: Spanish if its quality exceeds that of English.</summary>
    public static string LanguageOf(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage;
        return QualityOf(wanted, Spanish) > QualityOf(wanted, English) ? Spanish : English;
    }

    /// <summary>The greeting.</summary>
    /// <param name="language">Its language.</param>
    /// <param name="name">The holder's name.</param>
    /// <param name="days">How many days it is until the anniversary; 0 on the day itself.</param>
    public static string Of(string language, string name, int days) =>
        (language == Spanish, days) switch
        {
            (false, 0) => $"Hello, {name}! Happy bitcoin anniversary!",
            (false, 1) => $"Hello, {name}! Your bitcoin anniversary is in 1 day",
            (false, _) => $"Hello, {name}! Your bitcoin anniversary is in {Number(days)} days",
            (true, 0) => $"¡Hola, {name}! ¡Feliz aniversario con bitcoin!",
            (true, 1) => $"¡Hola, {name}! Falta 1 día para tu aniversario con bitcoin",
            (true, _) => $"¡Hola, {name}! Faltan {Number(days)} días para tu aniversario con bitcoin",
        };

    private static string Number(int days) => days.ToString(CultureInfo.InvariantCulture);

    /// <summary>The quality of the most specific range that matches a language; 0 if none does.</summary>
    private static double QualityOf(IList<StringWithQualityHeaderValue> wanted, string language) =>
        wanted
            .Where(range =>
                range.Value == "*" || range.Value.Value?.Split('-')[0].Equals(language, StringComparison.OrdinalIgnoreCase) == true
            )
            .OrderBy(range => range.Value == "*")
            .ThenByDescending(range => range.Quality ?? 1)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
}
