using BtcTracker.Market;

namespace BtcTracker.Web.Formatting;

/// <summary>Reasons in the language of the page.</summary>
public static class ReasonTexts
{
    /// <summary>A reason's text, in English for the API.</summary>
    public static string Of(Reason reason) => reason.Format(Language.Current == Language.Spanish ? Spanish : Reason.English);

    private static string Spanish(ReasonCode code) =>
        code switch
        {
            ReasonCode.NameEmpty => "El nombre está vacío. Usa letras.",
            ReasonCode.NameTooLong => "El nombre es demasiado largo. Usa {0} letras como máximo.",
            ReasonCode.NameCharacter => "El nombre contiene '{0}'. Usa solo letras.",
            ReasonCode.NameCodePoint => "El nombre contiene el carácter {0}. Usa solo letras.",
            ReasonCode.NotATime => "'{1}' en {0} no es una fecha",
            ReasonCode.NotANumber => "'{1}' en {0} no es un número",
            ReasonCode.NumberTooLarge => "'{1}' en {0} es demasiado grande",
            ReasonCode.NotABuy => "'{0}' no es una compra",
            ReasonCode.NotBitcoin => "{0} no es bitcoin",
            ReasonCode.NotInDollars => "pagado en {0}, no en dólares estadounidenses",
            ReasonCode.UnknownFile => "El archivo no se reconoce. Tiene que ser un archivo CSV con las columnas {0}, o las operaciones de "
                + "Coinbase, Kraken o Bitstamp como ellos las dan.",
            ReasonCode.TooManyRows => "El archivo tiene más de {0} filas. Divídelo.",
            ReasonCode.UnreadableLine => "No se puede leer la línea {0}: {1}.",
            ReasonCode.UnclosedQuote => "hay una comilla que se abre y no se cierra",
            ReasonCode.RowTooLong => "la fila tiene más de {0} caracteres; no es un archivo de texto, o falta cerrar una comilla",
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, "The reason has no text."),
        };
}
