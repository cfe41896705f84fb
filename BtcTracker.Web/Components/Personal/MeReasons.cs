using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Components.Personal;

/// <summary>Why a name or a file was not taken, in the language of the page. The parsers of names and files give it in English.</summary>
public static class MeReasons
{
    private static readonly (Regex English, string Spanish)[] Known =
    [
        Reason("The name is empty[.] Use letters[.]", "El nombre está vacío. Usa letras."),
        Reason("The name is too long[.] Use at most ([0-9]+) letters[.]", "El nombre es demasiado largo. Usa $1 letras como máximo."),
        Reason("The name holds the character (.*)[.] Use letters only[.]", "El nombre contiene el carácter $1. Usa solo letras."),
        Reason("The name holds (.*)[.] Use letters only[.]", "El nombre contiene $1. Usa solo letras."),
        Reason("the (.*) '(.*)' is not a time", "'$2' en $1 no es una fecha"),
        Reason("the (.*) '(.*)' is not a number", "'$2' en $1 no es un número"),
        Reason("'(.*)' is not a buy", "'$1' no es una compra"),
        Reason("(.*) is not bitcoin", "$1 no es bitcoin"),
        Reason("paid in (.*), not in US dollars", "pagado en $1, no en dólares estadounidenses"),
        Reason(
            "The file is not recognized[.] It must be a CSV file with the columns (.*), or the trades of Coinbase, Kraken or Bitstamp as "
                + "they export them[.]",
            "El archivo no se reconoce. Tiene que ser un archivo CSV con las columnas $1, o las operaciones de Coinbase, Kraken o Bitstamp "
                + "como ellos las dan."
        ),
        Reason("The file has more than ([0-9]+) rows[.] Split it[.]", "El archivo tiene más de $1 filas. Divídelo."),
        Reason(
            "Line ([0-9]+) cannot be read: a quotation mark is opened and not closed[.]",
            "No se puede leer la línea $1: hay una comilla que se abre y no se cierra."
        ),
        Reason(
            "Line ([0-9]+) cannot be read: the row is longer than ([0-9]+) characters, .*",
            "No se puede leer la línea $1: la fila tiene más de $2 caracteres; no es un archivo de texto, o falta cerrar una comilla."
        ),
    ];

    /// <summary>A reason in the language of the page; one that is not known stays as it is.</summary>
    [return: NotNullIfNotNull(nameof(english))]
    public static string? Of(string? english)
    {
        if (english is null || Language.Current == Language.English)
        {
            return english;
        }

        var (pattern, spanish) = Array.Find(Known, reason => reason.English.IsMatch(english));
        return pattern is null ? english : pattern.Replace(english, spanish);
    }

    // A message quotes the file's content, so matching has a time limit.
    private static (Regex English, string Spanish) Reason(string english, string spanish) =>
        (new Regex($@"\A{english}\z", RegexOptions.NonBacktracking | RegexOptions.Singleline), spanish);
}
