using BtcTracker.Web.Conversion;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>Numbers, days and sentences as a page in Spanish writes them.</summary>
[Trait("Level", "Unit")]
public sealed class SpanishFormatTests
{
    private static readonly DateTimeOffset Then = new(2025, 1, 6, 23, 40, 10, TimeSpan.Zero);

    [Fact]
    public void A_number_has_a_comma_before_its_decimals_and_a_point_before_thousands() =>
        Assert.Equal(
            ["USD\u00a092.481,17", "USD\u00a00,04951", "+13,88\u00a0%", "\u22128,98\u00a0%", "1.234,5", "1.082", "×132 mil", "×1,9 M"],
            InSpanish(() =>
                new[]
                {
                    Numbers.Price(92_481.17m),
                    Numbers.Price(0.04951m),
                    Numbers.Percent(13.876m),
                    Numbers.Percent(-8.975m),
                    Numbers.Given(1234.5m),
                    Numbers.SatoshisPerDollar(92_421m),
                    Numbers.TabPercent(13_199_900),
                    Numbers.TabPercent(186_792_810),
                }
            )
        );

    [Fact]
    public void A_billion_is_a_thousand_millions_and_a_billon_a_million_millions() =>
        Assert.Equal(
            ["USD\u00a01,85 billones", "USD\u00a042,10 mil millones", "19,96 millones de BTC", "812,40 BTC"],
            InSpanish(() =>
                new[] { Numbers.Money(1.85e12m), Numbers.Money(42.1e9m), Numbers.Amount(19_957_000m, "BTC"), Numbers.Amount(812.4m, "BTC") }
            )
        );

    [Fact]
    public void Days_have_Spanish_months_and_times_name_UTC() =>
        Assert.Equal(
            ["6 ene 2025", "6 ene 2025, 23:40 UTC", "6 ene 2025, 23:40:10 UTC", "3 días"],
            InSpanish(() => new[] { Times.Day(Then), Times.Minute(Then), Times.Second(Then), Times.Age(TimeSpan.FromDays(3)) })
        );

    [Fact]
    public void What_addresses_and_machines_read_is_the_same_in_every_language() =>
        Assert.Equal(
            ["2025-01-06T23:40:10Z", "92481.17", "?from=2025-01-06&to=2025-02-01"],
            InSpanish(() =>
                new[] { Times.Iso(Then), Numbers.Raw(92_481.17m)!, HistoryRange.Between(new(2025, 1, 6), new(2025, 2, 1), Then).Query }
            )
        );

    [Theory]
    [InlineData("1,5", 1.5)]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("1.234", 1234)]
    public void An_amount_is_read_as_Spanish_writes_it(string written, double expected)
    {
        var (problem, amount) = InSpanish(() => (WrittenAmount.Read(written, out var read), read));

        Assert.Null(problem);
        Assert.Equal((decimal)expected, amount);
    }

    [Theory]
    [InlineData(
        "1.5",
        "En '1.5' un punto puede significar miles o decimales. Escribe cifras con una coma antes de los decimales, como 1234,5 o 1.234,5."
    )]
    [InlineData("1e3", "La cantidad '1e3' tiene un exponente. Escríbela con todas sus cifras, como 1234,5.")]
    [InlineData("uno", "'uno' no es una cantidad. Escribe cifras con una coma antes de los decimales, como 1234,5 o 1.234,5.")]
    public void The_problem_of_an_amount_is_in_Spanish(string written, string expected) =>
        Assert.Equal(expected, InSpanish(() => WrittenAmount.Read(written, out _)));

    [Fact]
    public void Units_are_named_in_Spanish_one_and_many() =>
        Assert.Equal(
            ["dólar estadounidense", "dólares estadounidenses"],
            InSpanish(() => new[] { ConversionUnit.Dollar.NameOf("1,00"), ConversionUnit.Dollar.NameOf("1.000,00") })
        );

    private static T InSpanish<T>(Func<T> write) => Language.Spanish.Speak(write);
}
