using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Conversion;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class ConversionTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    [Theory]
    [InlineData("1", "BTC", "USD", "80000", "80,000.00")]
    [InlineData("0.5", "BTC", "EUR", "36000", "36,000.00")]
    [InlineData("1", "USD", "SAT", "1250", "1,250")]
    [InlineData("1", "USD", "BTC", "0.0000125", "0.00001250")]
    [InlineData("1", "SAT", "USD", "0.0008", "0.0008000")]
    [InlineData("0.00000001", "BTC", "SAT", "1", "1")]
    [InlineData("123456789", "SAT", "BTC", "1.23456789", "1.23456789")]
    [InlineData("1", "USD", "JPY", "150", "150")]
    [InlineData("90", "EUR", "USD", "100", "100.00")]
    [InlineData("0.9", "EUR", "JPY", "150", "150")]
    [InlineData("7.77777777", "EUR", "EUR", "7.77777777", "7.78")]
    [InlineData("0.00000001", "USD", "BTC", "0.000000000000125", "less than 0.00000001")]
    [InlineData("0", "BTC", "USD", "0", "0.00")]
    [InlineData("999999999999999", "BTC", "JPY", "11999999999999988000000", "11,999,999,999,999,988,000,000")]
    public void An_amount_is_exact_in_what_it_is_wanted_in(string amount, string from, string to, string expected, string written)
    {
        var answer = Ask(Snapshot(), amount, from, to);

        Assert.Null(answer.Problem);
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), answer.Result);
        Assert.Equal(written, answer.To.Write(answer.Result!.Value));
    }

    [Fact]
    public void Without_a_word_it_is_one_bitcoin_in_dollars_and_codes_are_known_in_any_case()
    {
        Assert.Equal(80_000m, Ask(Snapshot(), null, null, null).Result);
        Assert.Equal("EUR", Ask(Snapshot(), "1", "btc", " eur").To.Code);
    }

    [Fact]
    public void A_currency_without_a_rate_or_with_one_that_is_too_old_is_not_offered()
    {
        var old = Snapshot() with
        {
            Rates = new CurrencyRates(Now.AddDays(-4), "coinmarketcap", new Dictionary<string, decimal> { ["EUR"] = 0.9m }),
        };

        Assert.Equal(["BTC", "SAT", "USD", "EUR", "JPY"], Converter.Of(Snapshot(), Now).Units.Select(unit => unit.Code));
        Assert.Equal(["BTC", "SAT", "USD"], Converter.Of(old, Now).Units.Select(unit => unit.Code));
        Assert.Equal("There is no current rate for 'EUR'. Choose one of BTC, SAT, USD.", Ask(old, "1", "BTC", "EUR").Problem);
    }

    [Fact]
    public void Before_the_first_price_only_what_needs_none_is_converted()
    {
        var empty = Snapshot() with { Latest = null };

        Assert.Null(Ask(empty, "1", "BTC", "USD").Result);
        Assert.Null(Ask(empty, "1", "USD", "SAT").Result);
        Assert.Null(Ask(empty, "1", "BTC", "USD").Problem);
        Assert.Equal(100_000_000, Ask(empty, "1", "BTC", "SAT").Result);
    }

    [Fact]
    public void A_result_beyond_all_numbers_is_said_to_be_so()
    {
        var absurd = Snapshot() with { Latest = MarketData.Quote(Now, 1) with { Price = 1e20m } };

        Assert.Equal("The result is too large. Enter a smaller amount.", Ask(absurd, "999999999999999", "BTC", "JPY").Problem);
    }

    [Theory]
    [InlineData(80_000, "1,250")]
    [InlineData(92_481.17, "1,081")]
    [InlineData(1_000_000, "100")]
    [InlineData(8_000_000, "12.50")]
    [InlineData(800_000_000, "0.1250")]
    [InlineData(0, "–")]
    public void Satoshis_of_a_dollar_are_whole_from_a_hundred_on(double price, string expected) =>
        Assert.Equal(expected, Numbers.SatoshisPerDollar((decimal)price));

    [Theory]
    [InlineData("1", "SAT", "satoshi")]
    [InlineData("2", "SAT", "satoshis")]
    [InlineData("1.00", "EUR", "euro")]
    [InlineData("1.01", "EUR", "euros")]
    public void A_name_goes_with_its_number(string written, string code, string name) =>
        Assert.Equal(name, Converter.Of(Snapshot(), Now).Find(code)!.NameOf(written));

    private static ConversionAnswer Ask(MarketSnapshot snapshot, string? amount, string? from, string? to) =>
        ConversionAnswer.Of(snapshot, Now, amount, from, to);

    private static MarketSnapshot Snapshot() =>
        new()
        {
            ReadAt = Now,
            Latest = MarketData.Quote(Now, 80_000m),
            Rates = new CurrencyRates(
                Now.AddHours(-3),
                "coinmarketcap",
                new Dictionary<string, decimal> { ["JPY"] = 150m, ["EUR"] = 0.9m }
            ),
        };
}
