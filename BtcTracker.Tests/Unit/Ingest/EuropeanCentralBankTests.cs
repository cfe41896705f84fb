using System.Net;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.EuropeanCentralBank;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class EuropeanCentralBankTests
{
    private const string Rates = """
        <Cube currency='USD' rate='1.25'/><Cube currency='JPY' rate='187.5'/><Cube currency='GBP' rate='0.875'/><Cube currency='CHF' rate='0.93'/>
        """;

    private static readonly DateTimeOffset Friday = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_rate_per_dollar_is_the_ratio_of_two_rates_per_euro()
    {
        var rates = Read(File("2026-11-20", Rates));

        Assert.Equal(
            new Dictionary<string, decimal>
            {
                ["EUR"] = 0.8m,
                ["GBP"] = 0.7m,
                ["JPY"] = 150m,
            },
            rates.PerDollar
        );
        Assert.Equal((Friday, "ecb"), (rates.AsOf, rates.Source));
    }

    [Theory]
    [InlineData("2026-11-22", "The rates are of 2026-11-22, and today is 2026-11-21.")]
    [InlineData("2026-11-11", "The rates are of 2026-11-11, and today is 2026-11-21.")]
    [InlineData("21.11.2026", "The file's date '21.11.2026' is not valid.")]
    public void A_file_of_another_date_is_refused(string date, string reason) => AssertRefused(File(date, Rates), reason);

    [Theory]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-12")]
    public void A_date_of_the_last_days_is_taken(string date) => Assert.Equal(3, Read(File(date, Rates)).PerDollar.Count);

    [Theory]
    [InlineData("0")]
    [InlineData("-1.25")]
    [InlineData("10000001")]
    [InlineData("1e3")]
    [InlineData("1,25")]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData("99999999999999999999999999999999999")]
    public void A_wrong_number_refuses_the_whole_file(string rate) =>
        AssertRefused(File("2026-11-20", $"{Rates}<Cube currency='MXN' rate='{rate}'/>"), $"The rate '{rate}' of MXN is not valid.");

    [Fact]
    public void A_currency_that_is_there_twice_refuses_the_file() =>
        AssertRefused(File("2026-11-20", Rates + Rates), "The rate '1.25' of USD is not valid.");

    [Fact]
    public void A_file_without_the_dollar_is_refused() =>
        AssertRefused(File("2026-11-20", "<Cube currency='JPY' rate='187.5'/>"), "The file has no rate of the US dollar.");

    [Theory]
    [InlineData("<html><body>Maintenance</body></html>", "The file has 0 dates instead of one.")]
    [InlineData("<!DOCTYPE html><html></html>", "The body is not the bank's XML; it begins with '<!DOCTYPE html><html></html>'.")]
    [InlineData("""<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>""", "The body is not the bank's XML")]
    [InlineData("", "The body is not the bank's XML")]
    [InlineData("{}", "The body is not the bank's XML")]
    public void What_is_not_the_banks_file_is_refused(string body, string reason) => AssertRefused(body, reason);

    [Fact]
    public void A_file_that_is_cut_or_too_long_or_has_several_days_is_refused()
    {
        var file = File("2026-11-20", Rates);
        AssertRefused(file[..^20], "The body is not the bank's XML");
        AssertRefused(File("2026-11-20", Rates + new string(' ', 100_000)), "The body is not the bank's XML");
        AssertRefused(File("2026-11-20", "</Cube><Cube time='2026-11-19'>" + Rates), "The file has 2 dates instead of one.");
    }

    [Fact]
    public void An_error_keeps_its_status()
    {
        var exception = Assert.Throws<SourceException>(() => Read("<html/>", HttpStatusCode.ServiceUnavailable));
        Assert.Equal(SourceFailure.Server, exception.Failure);
        Assert.Contains("The European Central Bank returned 503", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_key_does_not_give_the_bank_completes_with_its_own_source_and_time()
    {
        var keyed = new CurrencyRates(
            IngestParts.Noon,
            "coinmarketcap",
            new Dictionary<string, decimal> { ["EUR"] = 0.9m, ["ARS"] = 1400m }
        );

        var both = keyed.CompletedBy(Read(File("2026-11-20", Rates)));

        Assert.Equal((0.9m, 1400m, 150m), (both.PerDollar["EUR"], both.PerDollar["ARS"], both.PerDollar["JPY"]));
        Assert.Equal(new RateOrigin("coinmarketcap", IngestParts.Noon), both.OriginOf("EUR"));
        Assert.Equal(new RateOrigin("ecb", Friday), both.OriginOf("JPY"));
    }

    /// <summary>A file in the bank's shape.</summary>
    internal static string File(string date, string rates) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
              <gesmes:subject>Reference rates</gesmes:subject>
              <Cube><Cube time='{date}'>{rates}</Cube></Cube>
            </gesmes:Envelope>
            """;

    private static void AssertRefused(string body, string reason)
    {
        var exception = Assert.Throws<SourceException>(() => Read(body));
        Assert.Equal(SourceFailure.InvalidBody, exception.Failure);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    private static CurrencyRates Read(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        EuropeanCentralBankParser.ToRates(new SourceResponse(status, body), SourceNames.EuropeanCentralBank, IngestParts.Noon);
}
