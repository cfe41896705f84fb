using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Components.Chart;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Views;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class ChartTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    [Theory]
    [InlineData(60_000, 84_000)]
    [InlineData(0.0486, 126_198)]
    [InlineData(92_481.17, 92_481.18)]
    [InlineData(64_000, 64_000)]
    [InlineData(0.04951, 0.04951)]
    public void A_scale_holds_every_price_with_a_few_round_lines(double lowest, double highest)
    {
        var (low, high) = ((decimal)lowest, (decimal)highest);

        var scale = ChartScale.For(low, high);

        Assert.InRange(scale.Depth(low), 0, 1);
        Assert.InRange(scale.Depth(high), 0, 1);
        Assert.InRange(scale.GridPrices().Count(), 3, 8);
        Assert.All(scale.GridPrices(), price => Assert.Equal(0, price % scale.Step));
    }

    [Theory]
    [InlineData(92_481.17, 92_481.18)]
    [InlineData(85_053, 85_053.6)]
    [InlineData(85_050, 85_061)]
    [InlineData(60_000, 84_000)]
    [InlineData(0.04951, 0.04951)]
    public void No_two_labels_of_an_axis_are_the_same_and_none_has_a_decimal_too_many(double lowest, double highest)
    {
        var scale = ChartScale.For((decimal)lowest, (decimal)highest);

        var labels = scale.GridPrices().Select(price => Numbers.AxisPrice(price, scale.Step)).ToList();

        Assert.Equal(labels.Distinct(), labels);
        Assert.Equal(scale.GridPrices(), labels.Select(label => decimal.Parse(label, CultureInfo.InvariantCulture)));
        Assert.Contains(labels, label => !label.Contains('.', StringComparison.Ordinal) || label[^1] != '0');
    }

    [Fact]
    public void A_step_is_one_two_two_and_a_half_or_five_times_a_power_of_ten() =>
        Assert.Equal(5_000m, ChartScale.For(60_000m, 84_000m).Step);

    [Fact]
    public void Thinning_keeps_the_ends_and_every_extreme()
    {
        var points = Enumerable
            .Range(0, 2_400)
            .Select(at => new ChartPoint(
                Now.AddMinutes(at),
                at == 1_234 ? 9_999
                    : at == 777 ? 1
                    : 5_000 + (at % 13)
            ))
            .ToList();

        var thinned = Downsample.Extremes(points, 100);

        Assert.InRange(thinned.Count, 100, 202);
        Assert.Equal((points[0], points[^1]), (thinned[0], thinned[^1]));
        Assert.Contains(points[1_234], thinned);
        Assert.Contains(points[777], thinned);
        Assert.Equal(thinned.OrderBy(point => point.At), thinned);
    }

    private static ChartGeometry? Drawn(RangeHistory history, Quote? latest) =>
        ChartGeometry.Of(new ViewedHistory(history, []), latest, new PageView(history.Range));

    [Fact]
    public void A_few_points_are_drawn_as_they_are()
    {
        ChartPoint[] points = [new(Now, 1), new(Now.AddHours(1), 2)];

        Assert.Same(points, Downsample.Extremes(points, 100));
    }

    [Fact]
    public void The_line_runs_from_edge_to_edge_and_ends_at_the_latest_price()
    {
        var drawing = Drawn(Day(MarketData.Walk(Interval.OneHour, Now.AddMinutes(-30), 20)), MarketData.Quote(Now, 95_000m))!;

        Assert.Matches(new Regex(@"^M0 \d+(L\d+ \d+)+$"), drawing.Line);
        Assert.Contains("L1000 ", drawing.Line, StringComparison.Ordinal);
        Assert.EndsWith("V1000H0Z", drawing.Area, StringComparison.Ordinal);
        Assert.Equal("95,000", drawing.Last.Text);
        Assert.All(drawing.Times, time => Assert.Matches(@"^[\d.]+%$", time.Percent));
    }

    [Fact]
    public void The_latest_price_is_drawn_at_its_slot_however_old_the_source_says_it_is()
    {
        var candles = MarketData.Walk(Interval.OneHour, Now.AddMinutes(-30), 20);
        var quote = MarketData.Quote(Now, 95_000m) with { AsOf = Now.AddHours(-2) };

        Assert.Equal("95,000", Drawn(Day(candles), quote)!.Last.Text);
    }

    [Fact]
    public void The_last_bar_is_as_high_as_the_others_where_it_holds_fewer_candles()
    {
        var candles = MarketData.Walk(Interval.OneHour, Now, 241).Select(candle => candle with { Volume = 100 }).ToList();

        var drawing = Drawn(Day(candles), null)!;

        Assert.Equal(81, Regex.Count(drawing.Volume, "V40h"));
        Assert.Equal(81, Regex.Count(drawing.Volume, "z"));
    }

    [Fact]
    public void Bars_of_different_units_are_never_drawn_together()
    {
        var candles = MarketData
            .Walk(Interval.OneHour, Now, 4)
            .Select((candle, at) => candle with { VolumeUnit = at < 2 ? "USD" : "BTC", Volume = at < 2 ? 1e12m : 100 })
            .ToList();

        var drawing = Drawn(Day(candles), null)!;

        Assert.Equal(2, Regex.Count(drawing.Volume, "V40h"));
    }

    [Fact]
    public void Without_volume_there_are_no_bars() =>
        Assert.Empty(
            Drawn(
                Day([.. MarketData.Walk(Interval.OneHour, Now, 4).Select(candle => candle with { Volume = null, VolumeUnit = null })]),
                null
            )!.Volume
        );

    [Fact]
    public void One_point_is_no_line() => Assert.Null(Drawn(Day([]), MarketData.Quote(Now, 95_000m)));

    [Theory]
    [InlineData("2026-11-19T12:00Z", "HH")]
    [InlineData("2026-11-13T12:00Z", "Nov")]
    [InlineData("2025-11-20T12:00Z", "2026")]
    [InlineData("2010-07-17T00:00Z", "20")]
    [InlineData("2026-11-20T11:55Z", "11:")]
    public void A_time_axis_has_a_few_labels_inside(string from, string part)
    {
        var range = new TimeRange(Samples.At(from), Now);

        var labels = TimeAxis.Labels(range).ToList();

        Assert.True(labels.Count <= 7);
        Assert.All(
            labels,
            label => Assert.True(label.At >= range.From + (range.Length * 0.11) && label.At < range.To - (range.Length * 0.04))
        );
        Assert.True(part is "HH" or "11:" || labels.Exists(label => label.Text.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_table_of_a_long_history_has_a_row_a_year_and_the_newest_first()
    {
        Assert.True(HistoryRange.TryParse("ALL", out var all));
        var history = RangeHistory.Choose(WebSamples.HistoryOf(Interval.OneDay, MarketData.Walk(Interval.OneDay, Now, 5_000)), all, Now);

        var rows = HistoryTable.Rows(history);

        Assert.InRange(rows.Count, 14, 15);
        Assert.Equal("2026", rows[0].Period);
        Assert.Equal(history.Candles[^1].Close, rows[0].Close);
        Assert.Equal(history.Candles.Max(candle => candle.High), rows.Max(row => row.High));
    }

    private static RangeHistory Day(IReadOnlyList<Candle> candles) =>
        new(HistoryRange.OneDay, Interval.OneHour, new TimeRange(Now.AddDays(-1), Now), candles);
}
