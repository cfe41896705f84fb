using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Components;
using BtcTracker.Web.Components.Chart;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Images;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>Prices as satoshi per dollar: 100,000,000 ÷ price, so that high and low change places.</summary>
[Trait("Level", "Unit")]
public sealed class PriceUnitTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-28T12:00Z");
    private static readonly PageView Satoshis = new(HistoryRange.All.Single(range => range.Code == "1M")) { Unit = PriceUnit.Satoshis };

    [Fact]
    public void A_candle_in_satoshis_has_its_high_where_the_price_was_lowest_and_keeps_its_volume()
    {
        var day = MarketData.Walk(Interval.OneDay, Now, 1)[0] with
        {
            Open = 80_000m,
            High = 100_000m,
            Low = 50_000m,
            Close = 64_000m,
            Volume = 7,
            VolumeUnit = "BTC",
        };

        var inverted = Assert.Single(PriceUnit.Satoshis.Of([day]));

        Assert.Equal(
            (1_250m, 2_000m, 1_000m, 1_562.5m, 7m, "BTC"),
            (inverted.Open, inverted.High, inverted.Low, inverted.Close, inverted.Volume, inverted.VolumeUnit)
        );
        Assert.Null(CandleChecks.FindProblem(inverted));
        Assert.Equal(day, Assert.Single(PriceUnit.Satoshis.Of(PriceUnit.Satoshis.Of([day]))));
        Assert.Same(day, Assert.Single(PriceUnit.Dollars.Of([day])));
    }

    [Fact]
    public void A_price_of_nearly_nothing_has_no_count_of_satoshis()
    {
        var day = MarketData.Walk(Interval.OneDay, Now, 1)[0] with { Low = 1e-28m };

        Assert.Empty(PriceUnit.Satoshis.Of([day]));
        Assert.Equal(0, PriceUnit.Satoshis.Of(1e-28m));
        Assert.Equal(0, PriceUnit.Satoshis.Of(0));
    }

    [Theory]
    [InlineData(25, -20)]
    [InlineData(-20, 25)]
    [InlineData(0, 0)]
    [InlineData(-50, 100)]
    [InlineData(-100, null)]
    [InlineData(null, null)]
    public void Where_the_price_rises_a_quarter_a_dollar_buys_a_fifth_less(int? price, int? satoshis) =>
        Assert.Equal(satoshis, PriceUnit.Satoshis.ChangeOf(price));

    [Theory]
    [InlineData(0.05, "2,000,000,000 sat")]
    [InlineData(9_999, "10,001 sat")]
    [InlineData(92_000, "1,086.96 sat")]
    [InlineData(1_234_567, "81.00 sat")]
    [InlineData(100_000_000, "1.00 sat")]
    public void Satoshis_have_two_decimals_until_they_are_many(double price, string written) =>
        Assert.Equal(written, PriceUnit.Satoshis.Write(PriceUnit.Satoshis.Of((decimal)price)));

    [Theory]
    [InlineData(2_000_000_000, 500_000_000, "2,000M")]
    [InlineData(1_500_000, 500_000, "1.5M")]
    [InlineData(1_000_000_000, 100, "1,000M")]
    [InlineData(1_234_567.89, 100, "1.2346M")]
    [InlineData(1_250, 250, "1,250")]
    public void A_label_beside_the_chart_has_room_for_what_a_dollar_once_bought(double amount, double step, string label) =>
        Assert.Equal(label, Numbers.AxisPrice((decimal)amount, (decimal)step));

    [Fact]
    public void The_chart_its_averages_its_last_price_and_its_sentence_are_in_satoshis()
    {
        var snapshot = Snapshot();
        var view = Satoshis with { Type = ChartType.Candles, Averages = [Average.Days200] };

        var (dollars, viewed) = (ViewedHistory.Of(snapshot, view with { Unit = PriceUnit.Dollars }), ViewedHistory.Of(snapshot, view));
        var drawn = ChartGeometry.OfView(viewed, snapshot, view)!;

        Assert.Equal(
            dollars.History.Candles.Select(candle => PriceUnit.Satoshis.Of(candle.High)),
            viewed.History.Candles.Select(candle => candle.Low)
        );
        Assert.Equal(
            dollars.Averages[0].Values.Select(value => PriceUnit.Satoshis.Of(value!.Value)),
            viewed.Averages[0].Values.Select(value => value!.Value)
        );
        // 100,000,000 ÷ 92,000
        Assert.StartsWith("1,08", drawn.Last.Text, StringComparison.Ordinal);
        Assert.All(drawn.Prices, label => Assert.InRange(label.Share, 0, 1));
        var extremes = snapshot.ExtremesOver(view.Range)!.Value;
        var said = RangeSummary.Of(snapshot, view.Range, view.Unit).ToString();
        Assert.Contains(" a US dollar went from ", said, StringComparison.Ordinal);
        Assert.Contains(" to 1,086.96 sat (", said, StringComparison.Ordinal);
        Assert.Contains($" High {PriceUnit.Satoshis.Write(PriceUnit.Satoshis.Of(extremes.Low.Price))} (", said, StringComparison.Ordinal);
        Assert.EndsWith(
            "satoshi per US dollar, falling as bitcoin rises",
            RangeReadout.Of(snapshot, viewed, view),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_body_names_its_unit_only_where_that_is_not_dollars()
    {
        var snapshot = Snapshot();

        ChartBody BodyOf(PageView view) => ChartBody.Of(ViewedHistory.Of(snapshot, view), view, Now);
        var dollars = System.Text.Json.JsonSerializer.Serialize(
            BodyOf(Satoshis with { Unit = PriceUnit.Dollars }),
            WebJson.Default.ChartBody
        );

        Assert.Equal("sat", BodyOf(Satoshis).Unit);
        Assert.DoesNotContain("\"unit\"", dollars, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_is_in_satoshis_with_its_title()
    {
        var image = ChartImage.Of(Snapshot(), Satoshis, new MarketOptions(), Now);

        var drawn = ChartSvg.Write(image);

        Assert.Equal("1,086.96 sat", image.Price);
        Assert.Matches("[▲▼] [+−].*% · [+−][0-9.,]+ sat · 1M", image.Change);
        Assert.Contains("satoshi per US dollar", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("$", drawn, StringComparison.Ordinal);
    }

    private static MarketSnapshot Snapshot() =>
        new()
        {
            ReadAt = Now,
            Latest = MarketData.Quote(Now, 92_000m, "coinbase"),
            History = WebSamples.HistoryOf(Interval.OneDay, MarketData.Walk(Interval.OneDay, Now, 400)),
            IsComplete = true,
        };
}
