using System.Globalization;
using System.Xml;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.EuropeanCentralBank;

/// <summary>
/// Parses the bank's file, whose base is the euro:
/// <c>&lt;Cube&gt;&lt;Cube time='2026-11-27'&gt;&lt;Cube currency='USD' rate='1.1606'/&gt;…</c>.
/// </summary>
public static class EuropeanCentralBankParser
{
    private const string Namespace = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";
    private const int LongestBody = 100_000;

    // In units of a currency per euro; anything larger is an error.
    private const decimal LargestRate = 10_000_000m;

    // More digits than a rate has are meaningless.
    private const int Digits = 12;

    /// <summary>The longest run of holidays is four days without rates.</summary>
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(10);

    /// <summary>Parses a response. A wrong number rejects the whole file; a missing currency is skipped.</summary>
    /// <exception cref="SourceException">The response is an error, another file, of a wrong date, or has an impossible rate.</exception>
    public static CurrencyRates ToRates(SourceResponse response, string source, DateTimeOffset now)
    {
        ExchangeErrors.ThrowIfFailed(response, "The European Central Bank", _ => null);
        var (date, perEuro) = Read(response.Body);
        if (date > now || date < now - LongestAge)
        {
            throw JsonFields.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"The rates are of {date:yyyy-MM-dd}, and today is {now:yyyy-MM-dd}.")
            );
        }

        var dollar = perEuro.TryGetValue("USD", out var rate) ? rate : throw JsonFields.Invalid("The file has no rate of the US dollar.");
        perEuro["EUR"] = 1;
        var perDollar = CurrencyRates
            .Currencies.Where(perEuro.ContainsKey)
            .ToDictionary(currency => currency, currency => decimal.Round(perEuro[currency] / dollar, Digits));
        return new CurrencyRates(date, source, perDollar);
    }

    private static (DateTimeOffset Date, Dictionary<string, decimal> PerEuro) Read(string body)
    {
        // No document type: entities could expand a small file to a huge one, or reference others.
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = LongestBody,
        };
        var dates = new List<DateTimeOffset>();
        var perEuro = new Dictionary<string, decimal>();
        try
        {
            using var xml = XmlReader.Create(new StringReader(body), settings);
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Cube", NamespaceURI: Namespace })
                {
                    ReadCube(xml, dates, perEuro);
                }
            }
        }
        catch (XmlException exception)
        {
            throw JsonFields.Invalid($"The body is not the bank's XML; it begins with '{JsonFields.Shorten(body)}'.", exception);
        }

        return dates.Count == 1 ? (dates[0], perEuro) : throw JsonFields.Invalid($"The file has {dates.Count} dates instead of one.");
    }

    private static void ReadCube(XmlReader xml, List<DateTimeOffset> dates, Dictionary<string, decimal> perEuro)
    {
        if (xml.GetAttribute("time") is { } time)
        {
            dates.Add(
                DateTimeOffset.TryParseExact(time, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                    ? date
                    : throw JsonFields.Invalid($"The file's date '{JsonFields.Shorten(time)}' is not valid.")
            );
        }

        if (xml.GetAttribute("currency") is { } currency)
        {
            var text = xml.GetAttribute("rate") ?? "";
            var isRate =
                decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
                && rate is > 0 and <= LargestRate;
            if (!isRate || !perEuro.TryAdd(currency, rate))
            {
                throw JsonFields.Invalid($"The rate '{JsonFields.Shorten(text)}' of {JsonFields.Shorten(currency)} is not valid.");
            }
        }
    }
}
