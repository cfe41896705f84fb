using System.Globalization;
using System.Text.Json.Nodes;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>What the service worker shows, in the holder's language.</summary>
internal static class PushTexts
{
    private const string Spanish = "es";

    private static readonly NumberFormatInfo SpanishNumbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>The message, as JSON with <c>title</c>, <c>body</c>, <c>tag</c> and <c>lang</c>.</summary>
    public static string Payload(HolderAlert alert, PendingPush pending)
    {
        var language = alert.Push!.Language;
        return new JsonObject
        {
            ["title"] = Title(alert, language),
            ["body"] = $"{Money(pending.Price, language)}, {pending.Source}, {pending.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
            ["tag"] = alert.Tag,
            ["lang"] = language,
        }.ToJsonString();
    }

    private static string Title(HolderAlert alert, string language) =>
        (language == Spanish, alert.Side) switch
        {
            (false, AlertSide.Above) => $"Bitcoin is above {Money(alert.Price, language)}",
            (false, _) => $"Bitcoin is below {Money(alert.Price, language)}",
            (true, AlertSide.Above) => $"Bitcoin está por encima de {Money(alert.Price, language)}",
            (true, _) => $"Bitcoin está por debajo de {Money(alert.Price, language)}",
        };

    // As the pages write it: two decimals, and below a dollar as many as there are.
    private static string Money(decimal price, string language)
    {
        var format = price < 1 ? "#,0.00######" : "#,0.00";
        return language == Spanish
            ? "USD\u00a0" + price.ToString(format, SpanishNumbers)
            : "$" + price.ToString(format, CultureInfo.InvariantCulture);
    }
}
