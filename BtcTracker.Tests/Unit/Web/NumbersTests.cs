using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class NumbersTests
{
    [Theory]
    [InlineData("92481.17", "$92,481.17")]
    [InlineData("92481.175", "$92,481.18")]
    [InlineData("1", "$1.00")]
    [InlineData("0.04951", "$0.04951")]
    [InlineData("0.5", "$0.5000")]
    [InlineData("0.000021734", "$0.00002173")]
    public void A_price_has_two_decimals_and_below_one_four_digits_that_count(string price, string expected) =>
        Assert.Equal(expected, Numbers.Price(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(13.876, "+13.88%", 1)]
    [InlineData(-8.975079, "\u22128.98%", -1)]
    [InlineData(0.004, "0.00%", 0)]
    [InlineData(-0.004, "0.00%", 0)]
    [InlineData(0.005, "+0.01%", 1)]
    [InlineData(186792810.52, "+186,792,811%", 1)]
    public void A_change_has_its_sign_and_a_true_minus(double percent, string expected, int direction)
    {
        Assert.Equal(expected, Numbers.Percent((decimal)percent));
        Assert.Equal(direction, Numbers.Direction((decimal)percent));
    }

    [Theory]
    [InlineData(12.349, "+12.3%", false)]
    [InlineData(-0.05, "\u22120.1%", false)]
    [InlineData(-0.049, "0.0%", true)]
    [InlineData(0.049, "0.0%", true)]
    [InlineData(999.94, "+999.9%", false)]
    [InlineData(5865.5, "+5,866%", false)]
    public void A_change_in_a_narrow_column_has_one_decimal_and_a_sign_where_it_is_not_written_as_zero(
        double percent,
        string expected,
        bool isZero
    )
    {
        Assert.Equal(expected, Numbers.ShortPercent((decimal)percent));
        Assert.Equal(isZero, Numbers.IsShortZero((decimal)percent));
    }

    [Fact]
    public void Multiples_and_small_parts_have_two_decimals()
    {
        Assert.Equal("0.84", Numbers.Multiple(0.837326m));
        Assert.Equal("1.08%", Numbers.Part(1.081415m));
    }

    [Fact]
    public void What_is_not_known_is_a_dash_and_not_zero()
    {
        Assert.Equal("–", Numbers.Multiple(null));
        Assert.Equal("–", Numbers.Part(null));
        Assert.Empty(Numbers.ShortPercent(null));
        Assert.Equal("–", Numbers.Percent(null));
        Assert.Null(Numbers.Direction(null));
        Assert.Equal("–", Numbers.Money(null));
        Assert.Equal("–", Numbers.Amount(null, "BTC"));
        Assert.Equal("–", Numbers.Share(null));
    }

    [Fact]
    public void Large_sums_are_written_in_words()
    {
        Assert.Equal("$1.85 trillion", Numbers.Money(1_846_135_000_000m));
        Assert.Equal("$31.20 billion", Numbers.Money(31_204_551_870.21m));
        Assert.Equal("19.96 million BTC", Numbers.Amount(19_962_340.5m, "BTC"));
        Assert.Equal("$999,999.99", Numbers.Money(999_999.99m));
        Assert.Equal("95.1%", Numbers.Share(19_962_340.5m, 21_000_000m));
    }
}
