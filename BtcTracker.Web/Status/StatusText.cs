using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Status;

/// <summary>Every text of the operator's page, in English and in Spanish side by side.</summary>
public sealed class StatusText
{
    private static readonly StatusText English = new("en");
    private static readonly StatusText Spanish = new("es");

    private StatusText(string code) => Code = code;

    /// <summary>The language, as HTML names it.</summary>
    public string Code { get; }

    public string Title => Say("Status", "Estado");
    public string Page => Say("Page", "Página");
    public string Live => Say("Live", "En directo");
    public string AsOf => Say("As of", "A las");
    public string AllWell => Say("Everything works.", "Todo funciona.");
    public string Attention => Say("Needs attention.", "Requiere atención.");
    public string NotLive =>
        Say(
            "This page does not update: too many are open, or the store holds no keys. Reload it for newer values.",
            "Esta página no se actualiza: hay demasiadas abiertas o el almacén no tiene claves. Recárguela para ver valores nuevos."
        );

    public string ConnectionLost => Say("The connection was lost. Trying again…", "Se perdió la conexión. Reintentando…");
    public string ConnectionFailed => Say("The server does not answer.", "El servidor no responde.");
    public string Reload => Say("Reload", "Recargar");

    public string Token => Say("Token", "Clave");
    public string Open => Say("Open", "Abrir");
    public string Continue => Say("Continue", "Continuar");
    public string TokenNeeded => Say("Enter the value of Status:Token.", "Introduzca el valor de Status:Token.");
    public string TooManyTokens => Say("Too many attempts. Try again in a minute.", "Demasiados intentos. Vuelva a probar en un minuto.");

    public string Schedule => Say("Schedule", "Calendario");
    public string Mode => Say("Mode", "Modo");
    public string SlotLength => Say("Slot length", "Duración del intervalo");
    public string NextSlot => Say("Next slot", "Próxima lectura");
    public string StaleAfter => Say("Stale after", "Caduca tras");
    public string LastStored => Say("Last stored slot", "Última lectura guardada");
    public string Waiting => Say("Waiting for the store", "En espera del almacén");
    public string Compared => Say("Sources compared", "Fuentes comparadas");

    public string Readings => Say("Latest readings", "Últimas lecturas");
    public string Slot => Say("Slot", "Lectura");
    public string Price => Say("Price", "Precio");
    public string Source => Say("Source", "Fuente");
    public string PriceTime => Say("Price of", "Precio de las");
    public string Spread => Say("Spread", "Diferencia");
    public string Outcome => Say("Outcome", "Resultado");
    public string Confirmed => Say("Confirmed", "Confirmada");
    public string Unconfirmed => Say("Unconfirmed", "Sin confirmar");
    public string Outdated => Say("Outdated", "Anticuada");
    public string NoReadings => Say("No reading yet.", "Aún no hay lecturas.");

    public string Gaps => Say("Gaps of the last 24 hours", "Huecos de las últimas 24 horas");
    public string From => Say("From", "Desde");
    public string Slots => Say("Slots", "Lecturas");
    public string Reason => Say("Reason", "Motivo");
    public string NoGaps => Say("No gap.", "Ningún hueco.");

    public string Sources => Say("Sources", "Fuentes");
    public string LastCall => Say("Last call", "Última llamada");
    public string Breaker => Say("Breaker", "Disyuntor");
    public string Failures => Say("Failures in a row", "Fallos seguidos");
    public string Answered => Say("Answered", "Respondió");
    public string NotCalled => Say("Not called yet", "Aún sin llamar");
    public string LeftOut => Say("Left out", "Excluida");
    public string NoSources => Say("Ingest has not reported yet.", "La ingesta aún no ha informado.");

    public string Credits => Say("API credits", "Créditos de la API");
    public string CreditsLeft => Say("Left this month", "Quedan este mes");
    public string Spacing => Say("One reading every", "Una lectura cada");
    public string Reported => Say("Reported", "Informado");
    public string NoCredits => Say("No key, or not reported yet.", "Sin clave, o aún sin informar.");

    public string Backfill => Say("Backfill", "Historial");
    public string Running => Say("Running", "En curso");
    public string Done => Say("Not running", "Detenido");
    public string NoBackfill => Say("Nothing was missing.", "No faltaba nada.");

    public string Alerts => Say("Alerts", "Avisos");
    public string NoAlerts => Say("No rule, or none was evaluated yet.", "Sin reglas, o aún sin evaluar.");
    public string Raised => Say("Raised", "Activos");
    public string None => Say("None", "Ninguno");
    public string Unsent => Say("Not sent yet", "Sin enviar aún");
    public string Dropped => Say("Dropped", "Descartados");
    public string LastDropped => Say("Last dropped", "Último descartado");

    public string Viewers => Say("Viewers", "Espectadores");
    public string Streams => Say("Streams", "Flujos");
    public string StatusPages => Say("Status pages", "Páginas de estado");
    public string Store => Say("Store", "Almacén");
    public string Table => Say("Table", "Tabla");
    public string Place => Say("Place", "Lugar");
    public string Answers => Say("Answers", "Responde");
    public string Down => Say("Down", "Caído");
    public string State => Say("State", "Estado");
    public string Versions => Say("Versions", "Versiones");
    public string Started => Say("Running since", "En marcha desde");
    public string Unknown => Numbers.Unknown;

    /// <summary>The texts in the language that a browser prefers; English where it names neither.</summary>
    public static StatusText For(HttpRequest request) =>
        In(
            request
                .GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
                .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
                .FirstOrDefault(code => code is "en" or "es")
        );

    /// <summary>The texts in a language by its code.</summary>
    public static StatusText In(string? code) => code == Spanish.Code ? Spanish : English;

    /// <summary>A length of time: <c>5 min</c>, <c>1 h 30 min</c>.</summary>
    public static string Length(TimeSpan time) =>
        string.Join(
            ' ',
            new[] { Part((int)time.TotalHours, "h"), Part(time.Minutes, "min"), Part(time.Seconds, "s") }
                .Where(part => part.Length > 0)
                .DefaultIfEmpty("0 s")
        );

    /// <summary>A whole number with its thousands apart.</summary>
    public string Number(long number) => number.ToString("N0", CultureInfo.GetCultureInfo(Code));

    /// <summary>How much of how much.</summary>
    public string Of(long part, long whole) => Say($"{Number(part)} of {Number(whole)}", $"{Number(part)} de {Number(whole)}");

    /// <summary>Where the prices come from.</summary>
    public string ModeOf(MarketMode mode) =>
        mode switch
        {
            MarketMode.Demo => Say("Demo: simulated prices", "Demostración: precios simulados"),
            MarketMode.Replay => Say("Replay: prices of the past", "Repetición: precios del pasado"),
            _ => Say("Live", "Mercado real"),
        };

    /// <summary>Why slots have no quote.</summary>
    public string ReasonOf(GapReason reason) =>
        reason switch
        {
            GapReason.NoSource => Say("No source gave an accepted quote", "Ninguna fuente dio un precio aceptado"),
            GapReason.NotRunning => Say("Ingest was not running", "La ingesta no estaba en marcha"),
            GapReason.NotStored => Say("The store did not take it", "El almacén no lo aceptó"),
            GapReason.Unchanged => Say("The sources repeated an outdated price", "Las fuentes repitieron un precio anticuado"),
            GapReason.Disputed => Say("The sources contradict each other", "Las fuentes se contradicen"),
            _ => reason.ToString(),
        };

    /// <summary>The result of a source's last call.</summary>
    public string OutcomeOf(SourceStatus source) =>
        source.Outcome switch
        {
            null => NotCalled,
            "Answered" => Answered,
            "Rejected" => Say("Rejected", "Rechazada"),
            var failure => failure,
        };

    /// <summary>Whether a source is called, and from when on again.</summary>
    public string BreakerOf(SourceStatus source) =>
        source switch
        {
            { LeftOut: true } => LeftOut,
            { Breaker: BreakerState.OpenUntilRestart } => Say("Open until restart", "Abierto hasta reiniciar"),
            { Breaker: BreakerState.Open, NextCall: { } next } => Say(
                $"Open until {Times.Clock(next)}",
                $"Abierto hasta {Times.Clock(next)}"
            ),
            { Breaker: BreakerState.Open } => Say("Open", "Abierto"),
            _ => Say("Closed", "Cerrado"),
        };

    public string StoreDown(DateTimeOffset since) =>
        Say($"The store has not answered since {Times.Second(since)}.", $"El almacén no responde desde {Times.Second(since)}.");

    public string IngestNeverStarted => Say("Ingest has not started yet.", "La ingesta aún no ha arrancado.");

    public string IngestSilent(DateTimeOffset due) =>
        Say(
            $"Ingest is silent: its slot of {Times.Second(due)} has passed.",
            $"La ingesta no informa: pasó su lectura de {Times.Second(due)}."
        );

    public string Stale(DateTimeOffset asOf) =>
        Say($"The latest price is stale: it is of {Times.Second(asOf)}.", $"El último precio ha caducado: es de {Times.Second(asOf)}.");

    public string SourceOut(SourceStatus source) =>
        Say(
            $"{SourceNames.Of(source.Name)} is not asked: {BreakerOf(source)}.",
            $"No se consulta {SourceNames.Of(source.Name)}: {BreakerOf(source)}."
        );

    public string AlertDropped(DateTimeOffset at) =>
        Say($"An alert was dropped at {Times.Second(at)}.", $"Se descartó un aviso: {Times.Second(at)}.");

    public string AlertsUnsent(int count) =>
        Say(
            count == 1 ? "1 alert could not be sent yet." : $"{Number(count)} alerts could not be sent yet.",
            count == 1 ? "1 aviso aún no se pudo enviar." : $"{Number(count)} avisos aún no se pudieron enviar."
        );

    private static string Part(int number, string unit) =>
        number == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");

    private string Say(string english, string spanish) => Code == "es" ? spanish : english;
}
