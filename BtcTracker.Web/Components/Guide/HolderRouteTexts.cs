namespace BtcTracker.Web.Components.Guide;

/// <summary>What the description says of the routes of people's own records, in Spanish.</summary>
internal static class HolderRouteTexts
{
    /// <summary>The texts by their English ones.</summary>
    public static IReadOnlyDictionary<string, string> Spanish { get; } =
        new Dictionary<string, string>
        {
            ["Writes down when somebody first bought bitcoin"] = "Anota cuándo alguien compró bitcoin por primera vez",
            [
                "A name holds letters of any script, at most 64; names that differ only in case are the same, and they are not secret. "
                    + "Without a token it takes a name "
                    + "that nobody has, and answers 201 with a token, which is shown once. With the token it changes the day; `If-Match` "
                    + "with the version from `ETag` keeps it from "
                    + "replacing what another tab has written meanwhile, which answers 412."
            ] =
                "Un nombre lleva letras de cualquier escritura, 64 como máximo; los que solo se distinguen en mayúsculas y minúsculas "
                + "son el mismo, y no son secretos. Sin un token toma "
                + "un nombre que nadie tiene y responde 201 con un token, que se muestra una sola vez. Con el token cambia el día; "
                + "`If-Match` con la versión de `ETag` evita que "
                + "reemplace lo que otra pestaña escribió mientras tanto, y entonces responde 412.",
            ["What a holder's bitcoins are worth, and when the anniversary of the first purchase is"] =
                "Cuánto valen los bitcoins de una persona y cuándo es el aniversario de su primera compra",
            [
                "The message is in English, or in Spanish where `Accept-Language` prefers it. `sinceThen` compares the price with the "
                    + "close of the first day, where that is known."
            ] =
                "El mensaje está en inglés, o en español si `Accept-Language` lo prefiere. `sinceThen` compara el precio con el cierre "
                + "del primer día, si se conoce.",
            ["Deletes a holder with all purchases and alerts"] = "Borra el registro de una persona con todas sus compras y alertas",
            ["Writes down a purchase"] = "Anota una compra",
            [
                "`paid` is what was paid in all, in US dollars; `place` and `currency` may be left out. A holder has at most 1,000 "
                    + "purchases; one more answers 409."
            ] =
                "`paid` es lo que se pagó en total, en dólares estadounidenses; `place` y `currency` se pueden omitir. Una persona tiene "
                + "1.000 compras como máximo; una más responde 409.",
            ["A holder's purchases, oldest first, paged by next, with their sums"] =
                "Las compras de una persona, primero las más antiguas, por páginas con next, y sus sumas",
            ["All purchases of a holder as CSV, which can be imported again"] =
                "Todas las compras de una persona en CSV, que se puede importar de nuevo",
            ["Imports purchases from a CSV file: this site's own, or the trades of Coinbase, Kraken or Bitstamp"] =
                "Importa compras de un archivo CSV: el de este sitio, o las operaciones de Coinbase, Kraken o Bitstamp",
            [
                "Of an exchange's file its buys of bitcoin for US dollars are taken, fees included; all other rows are listed in "
                    + "`leftOut` with the reason. "
                    + "What is there already is not added again. With `preview=true` nothing is stored."
            ] =
                "Del archivo de una bolsa se toman las compras de bitcoin en dólares estadounidenses, con sus comisiones; las demás "
                + "filas aparecen en `leftOut` con el motivo. "
                + "Lo que ya está no se agrega otra vez. Con `preview=true` no se guarda nada.",
            ["Deletes a purchase"] = "Borra una compra",
            ["Sets an alert at a price"] = "Pone una alerta en un precio",
            [
                "It is raised once when a confirmed price reaches the line, `above` or `below`, and again only after the price was back by "
                    + "half a percent. With the browser's subscription (`endpoint`, `p256dh`, `auth`), or where the holder's other alerts "
                    + "have one, that browser is notified. A holder has at most 20 alerts; one more answers 409."
            ] =
                "Salta una vez cuando un precio confirmado llega a la línea, `above` o `below`, y otra vez solo después de que el precio "
                + "volvió medio por ciento. Con la suscripción del navegador (`endpoint`, `p256dh`, `auth`), o si otras alertas de la "
                + "persona tienen una, se avisa a ese navegador. Una persona tiene 20 alertas como máximo; una más responde 409.",
            ["A holder's alerts, and the key that browsers subscribe to notifications with"] =
                "Las alertas de una persona, y la clave con la que los navegadores se suscriben a los avisos",
            ["Removes an alert"] = "Quita una alerta",
            ["Sets the browser that is notified of all alerts of a holder"] =
                "Dice a qué navegador se avisa de todas las alertas que tiene una persona",
            ["The subscription is one that was made with `pushKey`; it is not shown again. The endpoint is a public https address."] =
                "La suscripción es una que se hizo con `pushKey`; no se vuelve a mostrar. El endpoint es una dirección https pública.",
            ["Notifies no browser of a holder's alerts any more"] = "Ya no avisa a ningún navegador de las alertas de una persona",
            ["Adds an alert"] = "Agrega una alerta",
            ["Answers with all alerts of a holder"] = "Todas las alertas de una persona",
            ["Ends the notifications of the holder's alerts"] = "Ya no avisa a nadie de las alertas de una persona",
            ["Creates a record if the request has no token, else changes one"] =
                "Crea un registro si la petición no trae un token; si lo trae, lo cambia",
            ["Answers with a record and what it means today"] = "El registro y lo que significa hoy",
            ["Deletes a record with all its purchases and alerts"] = "Borra un registro con todas sus compras y alertas",
            ["Adds a purchase"] = "Agrega una compra",
            ["Answers with a page of the purchases"] = "Una página de las compras",
            ["Answers with all purchases as CSV, which can be imported again"] = "Todas las compras en CSV, que se puede importar de nuevo",
            ["Imports a file, or says what importing it would do"] = "Importa un archivo, o dice qué haría la importación",
            ["The holder's name: letters of any script, at most 64, without regard to case."] =
                "El nombre de la persona: letras de cualquier escritura, 64 como máximo, sin distinguir mayúsculas y minúsculas.",
            ["The purchase or the alert, as its id says."] = "La compra o la alerta, como dice su id.",
            ["Where the page starts, as next says it; without it the oldest purchase."] =
                "Dónde empieza la página, como lo dice next; sin él, en la compra más antigua.",
            ["true for what importing would do; nothing is stored then."] =
                "true para ver qué haría la importación; entonces no se guarda nada.",
            ["The most purchases of a page, from 1 to 1,000; 100 where it is not given."] =
                "Cuántas compras tiene una página como máximo, de 1 a 1.000; 100 si no se dice.",
        };
}
