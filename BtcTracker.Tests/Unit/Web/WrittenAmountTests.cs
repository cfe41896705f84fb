using System.Globalization;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class WrittenAmountTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData(" 0 ", "0")]
    [InlineData("007", "7")]
    [InlineData("1234.5", "1234.5")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1,234", "1234")]
    [InlineData("12,345,678", "12345678")]
    [InlineData(".5", "0.5")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("999999999999999", "999999999999999")]
    public void Digits_with_a_point_and_thousands_are_read(string text, string expected)
    {
        Assert.Null(WrittenAmount.Read(text, out var amount));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), amount);
    }

    [Theory]
    [InlineData(null, "Enter an amount")]
    [InlineData("  ", "Enter an amount")]
    [InlineData("-1", "negative")]
    [InlineData("\u22121", "negative")]
    [InlineData("١٢٣", "Use 0 to 9")]
    [InlineData("1e400", "exponent")]
    [InlineData("1E3", "exponent")]
    [InlineData("NaN", "not an amount")]
    [InlineData("Infinity", "not an amount")]
    [InlineData("$5", "not an amount")]
    [InlineData("1 000", "not an amount")]
    [InlineData("1.2.3", "not an amount")]
    [InlineData("1.", "not an amount")]
    [InlineData("1\n2", "not an amount")]
    [InlineData("1\n", null)]
    [InlineData("1,5", "thousands or decimals")]
    [InlineData("0,123", "thousands or decimals")]
    [InlineData("1.234,5", "thousands or decimals")]
    [InlineData("1,23,456", "thousands or decimals")]
    [InlineData("1234,567", "thousands or decimals")]
    [InlineData("1,234.", "thousands or decimals")]
    [InlineData("0.12345678901234567890", "at most 8")]
    [InlineData("1000000000000000", "too large. Enter one of at most 999,999,999,999,999.")]
    [InlineData("99999999999999999999999999999999999999999", "too large")]
    public void What_may_mean_another_number_or_none_is_refused_with_what_to_do(string? text, string? problem)
    {
        var reported = WrittenAmount.Read(text, out var amount);

        Assert.Equal(problem is null, reported is null);
        Assert.Contains(problem ?? string.Empty, reported ?? string.Empty, StringComparison.Ordinal);
        Assert.True(problem is null || amount == 0);
    }
}
