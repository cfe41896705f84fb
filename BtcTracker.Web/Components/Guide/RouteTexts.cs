using System.Text.RegularExpressions;
using BtcTracker.Web.Api;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Components.Guide;

/// <summary>What the API's description says, in the language of the page. The description itself is in English, as the API is.</summary>
public static partial class RouteTexts
{
    private const string As = ", as ";
    private const string AsInSpanish = ", en ";
    private const string Times = "una hora ISO 8601 como 2024-03-05 o 2024-03-05T14:30:00Z, o segundos enteros desde 1970";

    private static readonly Dictionary<string, string> Spanish = new()
    {
        ["The latest quote"] = "La última lectura",
        ["The history of a range; one day where none is named"] = "La historia de un período; un día si no se dice",
        ["Answers with it; 503 before the first quote. After a time without a caller it waits a moment for the store's tick"] =
            "El último precio conocido; 503 antes de la primera lectura. Tras un tiempo sin consultas espera un "
            + "momento el precio del almacén",
        ["Extremes and changes"] = "Extremos y cambios",
        ["Key figures of the price"] = "Cifras clave del precio",
        ["Answers with the rates; 503 until they were looked for once"] = "Los tipos de cambio; 503 hasta que se han buscado una vez",
        ["Answers with it; 400 where the request is wrong, 503 while it cannot be calculated"] =
            "El resultado del cálculo; 400 si la petición está mal, 503 mientras no se puede calcular",
        ["Answers with a page of the quotes whose slots lie in [from, to); without a start with those of the day before the end"] =
            "Una página de las lecturas cuyos turnos están en [from, to); sin comienzo, las del día anterior al final",
        ["Answers with a page of candles that open in [from, to)"] = "Una página de las velas que abren en [from, to)",
        ["Answers with a slot's quote"] = "La lectura de un turno",
        ["Streams every quote after a slot; without one starts with the latest quote"] =
            "El flujo desde después de un turno; sin él, desde la última lectura",
        [
            "Prices are in US dollars; changes, shares and volatility in percent, volatility a year; mayerMultiple is a ratio; "
                + "issuedPerDay is in BTC. "
                + "Each formula is on /about#figures. What needs the history goes up to lastDay, the last UTC day that is over."
        ] =
            "Los precios están en dólares estadounidenses; los cambios, las partes y la volatilidad, en porcentaje, la volatilidad al "
            + "año; mayerMultiple es una razón; "
            + "issuedPerDay está en BTC. Cada fórmula está en /about#figures. Lo que necesita la historia llega hasta lastDay, el último "
            + "día UTC que ha terminado.",
        [
            "Each purchase is made at the close of its UTC day. Where that close is not known, the next known day's is taken, and "
                + "`moved` counts it. "
                + "Months go by the calendar: from 31 January to 28 February to 31 March. Sums and prices are in US dollars, as the "
                + "stored history is; "
                + "fees and taxes are left out. While the daily history is still being collected the answer is 503."
        ] =
            "Cada compra se hace al cierre de su día UTC. Si ese cierre no se conoce, se toma el del siguiente día conocido, y `moved` "
            + "lo cuenta. "
            + "Los meses siguen el calendario: del 31 de enero al 28 de febrero y al 31 de marzo. Las sumas y los precios están en "
            + "dólares estadounidenses, como la historia guardada; "
            + "no se cuentan comisiones ni impuestos. Mientras se reúne la historia diaria, la respuesta es 503.",
        [
            "Event `quote`: its data is the body of /api/v1/quotes/latest, its id the slot. A caller that comes back names the last "
                + "slot it has, and gets every quote since. Where that slot is older than what is kept, event `missed` comes first: "
                + "`{\"after\", \"until\", \"next\"}`, in which next is the address of the quotes between that slot and the next event's. "
                + "Event `history`: stored history has changed otherwise than by the quotes, by backfill or an "
                + "import. Its data is a number "
                + "that differs after each change, and is sent at the start as well. It has no id: read the history again. "
                + "Event `tick`: a price between two quotes, which is in no history; its data is the body of /api/v1/ticker. It has no id. "
                + "A comment line each 15 seconds shows that the stream is alive."
        ] =
            "Evento `quote`: su contenido es el cuerpo de /api/v1/quotes/latest; su id, el turno. Quien vuelve dice "
            + "el último turno que tiene "
            + "y recibe todas las lecturas desde entonces. Si ese turno es más viejo que lo que se conserva, antes "
            + "llega el evento `missed`: "
            + "`{\"after\", \"until\", \"next\"}`, donde next es la dirección de las lecturas entre ese turno y el del siguiente evento. "
            + "Evento `history`: la historia guardada cambió de otro modo que por las lecturas, al completarla o al importar. Su "
            + "contenido es un número "
            + "que cambia cada vez, y también se envía al comienzo. No tiene id: lee la historia otra vez. "
            + "Evento `tick`: un precio entre dos lecturas, que no está en ninguna historia; su contenido es el cuerpo de "
            + "/api/v1/ticker. No tiene id. "
            + "Una línea de comentario cada 15 segundos dice que el flujo sigue vivo.",
        ["The latest price as an image for other pages"] = "El último precio como imagen para otras páginas",
        ["How long a candle is."] = "Cuánto dura una vela.",
        ["How far back; one day where none is named."] = "Hasta cuándo hacia atrás; un día si no se dice.",
        [$"The first instant: {BadInput.TimeFormats}."] = $"El primer instante: {Times}.",
        [$"The first instant after: {BadInput.TimeFormats}. Without it up to now."] =
            $"El primer instante de después: {Times}. Sin él, hasta ahora.",
        [
            $"What each purchase costs, in US dollars: more than 0, at most {WrittenAmount.MostDecimals} decimals; "
                + $"{WhatIfParameters.DefaultAmount} where none is named."
        ] =
            $"Cuánto cuesta cada compra, en dólares estadounidenses: más de 0, como máximo {WrittenAmount.MostDecimals} decimales; "
            + $"{WhatIfParameters.DefaultAmount} si no se dice.",
        ["The currency of the amount: the stored history is in US dollars only."] =
            "La moneda de la cantidad: la historia guardada está solo en dólares estadounidenses.",
        ["How often it is bought; each month where nothing is named."] = "Cada cuánto se compra; cada mes si no se dice.",
        ["The UTC day of the first purchase, such as 2020-01-31; five years ago, or the first known day, where none is named."] =
            "El día UTC de la primera compra, como 2020-01-31; hace cinco años, o el primer día conocido, si no se dice.",
        [$"The slot: {BadInput.TimeFormats}."] = $"El turno: {Times}.",
        ["The most rows of a page; next, and the Link header, lead to the following one."] =
            "Cuántas filas tiene una página como máximo; next, y la cabecera Link, llevan a la siguiente.",
        ["The last slot that the caller has; without it the stream starts with the latest quote."] =
            "El último turno que tiene quien pregunta; sin él, el flujo empieza con la última lectura.",
        ["The same, as a browser says it when it comes back."] = "Lo mismo, como lo dice un navegador cuando vuelve.",
    };

    /// <summary>A text of the description in the language of the page; one that has no translation stays as it is.</summary>
    public static string? Of(string? english)
    {
        if (english is null || Language.Current == Language.English)
        {
            return english;
        }

        var text = Space().Replace(english, " ");
        return text.LastIndexOf(As, StringComparison.Ordinal) is > 0 and var at && Spanish.TryGetValue(text[..at], out var series)
            ? series + AsInSpanish + text[(at + As.Length)..]
            : Spanish.GetValueOrDefault(text) ?? HolderRouteTexts.Spanish.GetValueOrDefault(text, english);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
