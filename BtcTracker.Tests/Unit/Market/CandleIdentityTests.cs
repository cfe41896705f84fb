using BtcTracker.Market;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Market;

/// <summary>Which candles have the same values, and which wicks of another source confirm a high.</summary>
[Trait("Level", "Unit")]
public sealed class CandleIdentityTests
{
    private static readonly Candle Right = Samples.Candle("2026-11-21T12:00Z", Interval.OneHour) with { Source = "import:one.csv" };

    [Fact]
    public void The_name_of_an_imported_file_is_not_compared()
    {
        Assert.True(Right.HasSameValuesAs(Right with { }));
        Assert.True(Right.HasSameValuesAs(Right with { Source = "import:two.csv" }));
        Assert.False(Right.HasSameValuesAs(Right with { Source = "import:two.csv", Close = Right.Close + 0.01m }));
    }

    [Theory]
    [InlineData("import:one.csv", "coinbase")]
    [InlineData("coinbase", "import:one.csv")]
    [InlineData("coinbase", "kraken")]
    [InlineData("import:one.csv", "import:one.csv+import:two.csv")]
    [InlineData("import:one.csv+import:two.csv", "import:one.csv")]
    [InlineData("import:one.csv", "IMPORT:one.csv")]
    public void Any_other_source_is_compared(string one, string other) =>
        Assert.False((Right with { Source = one }).HasSameValuesAs(Right with { Source = other }));

    [Fact]
    public void A_files_source_has_no_plus() => Assert.Equal("import:a-b-c.csv", Candle.SourceOfFile("a+b+c.csv"));

    [Fact]
    public void A_candle_ends_where_the_next_begins() => Assert.Equal(Samples.At("2026-11-21T13:00Z"), Right.CloseTime);

    [Theory]
    [InlineData(9_000, true, false)]
    [InlineData(11_250, true, false)]
    [InlineData(6_750, true, false)]
    [InlineData(11_251, false, false)]
    [InlineData(6_749, false, false)]
    [InlineData(1_200, false, true)]
    public void Another_sources_high_confirms_within_a_quarter_and_refutes_where_it_is_not_suspect(int high, bool confirms, bool refutes)
    {
        var day = Right with { Open = 1_180m, High = 1_181m, Low = 1_179m, Close = 1_180m };
        var wick = new Wick(day with { High = 9_000m }, 1_180m);
        var other = day with { High = high };

        Assert.Equal((true, false, 9_000m), (wick.IsHigh, wick.IsLow, wick.Price));
        Assert.Equal((confirms, refutes, high), (wick.IsConfirmedBy(other), wick.IsRefutedBy(other), wick.PriceOf(other)));
    }

    [Fact]
    public void The_price_of_a_low_wick_is_the_low()
    {
        var wick = new Wick(Right with { High = 1_181m, Low = 0.06m }, 1_180m);

        Assert.Equal((false, true, 0.06m, 5m), (wick.IsHigh, wick.IsLow, wick.Price, wick.PriceOf(Right with { Low = 5m })));
    }
}
