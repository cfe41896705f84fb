using System.Globalization;
using System.Xml.Linq;
using BtcTracker.MarketSim.Markets;

namespace BtcTracker.MarketSim.Api;

/// <summary>The European Central Bank's reference rates, in its shape: the rates of the last working day.</summary>
public static class EuropeanCentralBankApi
{
    private const int PublishedAtHour = 15;

    private static readonly XNamespace Envelope = "http://www.gesmes.org/xml/2002-08-01";
    private static readonly XNamespace Rates = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";

    // The bank has none for the pesos of Argentina and Colombia.
    private static readonly string[] Published = ["USD", "JPY", "GBP", "BRL", "MXN"];

    /// <summary>Maps the route.</summary>
    public static IEndpointRouteBuilder MapEuropeanCentralBank(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/stats/eurofxref/eurofxref-daily.xml",
            (TimeProvider clock) => Results.Text(BodyAt(clock.GetUtcNow()).ToString(), "text/xml")
        );
        return routes;
    }

    private static XElement BodyAt(DateTimeOffset now) =>
        new(
            Envelope + "Envelope",
            new XAttribute(XNamespace.Xmlns + "gesmes", Envelope),
            new XElement(Envelope + "Sender", new XElement(Envelope + "name", "Simulated market")),
            new XElement(
                Rates + "Cube",
                new XElement(
                    Rates + "Cube",
                    new XAttribute("time", DateOf(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    Published.Select(Cube)
                )
            )
        );

    private static XElement Cube(string code) =>
        new(Rates + "Cube", new XAttribute("currency", code), new XAttribute("rate", decimal.Round(PerDollar(code) / PerDollar("EUR"), 4)));

    private static decimal PerDollar(string code) => Currency.All.Single(currency => currency.Code == code).PerDollar;

    private static DateTime DateOf(DateTimeOffset now)
    {
        var date = now.AddHours(-PublishedAtHour).UtcDateTime.Date;
        return date.DayOfWeek switch
        {
            DayOfWeek.Saturday => date.AddDays(-1),
            DayOfWeek.Sunday => date.AddDays(-2),
            _ => date,
        };
    }
}
