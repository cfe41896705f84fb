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

/// <summary>The band of the server's drawing.</summary>
[Trait("Level", "Unit")]
public sealed class SpreadBandTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-20T12:00Z");

    [Fact]
    public void It_is_as_high_as_the_sources_were_apart_on_both_sides_of_the_line()
    {
        var drawing = Draw([.. Enumerable.Repeat((100m, 110m, (decimal?)0.02m), 5)]);

        var (line, band) = (PointsOf(drawing.Line), PointsOf(drawing.Band));
        var unit = 1000 / (10 * 1.12m);
        Assert.Equal(10, band.Count);
        Assert.All(
            line.Zip(band, Enumerable.Reverse(band)),
            at =>
            {
                Assert.Equal((at.First.Across, at.First.Across), (at.Second.Across, at.Third.Across));
                Assert.InRange(at.Third.Down - at.Second.Down, (100 * 0.02m * unit) - 2, (110 * 0.02m * unit) + 2);
                Assert.InRange(at.First.Down, at.Second.Down, at.Third.Down);
            }
        );
    }

    [Fact]
    public void It_opens_where_no_comparison_is_known_and_where_candles_are_missing()
    {
        decimal?[] spreads = [null, 0.01m, null, null, null, 0.01m, 0.01m, 0.01m];

        // The second comparison counts for fifteen minutes, which are three candles.
        Assert.Equal(2, Regex.Count(Draw([.. spreads.Select(spread => (100m, 110m, spread))]).Band, "M"));
        Assert.Equal(2, Regex.Count(Draw([.. Enumerable.Repeat((100m, 110m, (decimal?)0.01m), 12)], missing: [5, 6, 7]).Band, "M"));
    }

    [Fact]
    public void Hours_have_only_their_own()
    {
        decimal?[] spreads = [0.01m, 0.01m, null, 0.01m, null];

        Assert.Equal([0.01m, 0.01m, null, 0.01m, null], SourceSpreads.Of(Candles(Interval.OneHour, [.. spreads.Select(At)])));

        static (decimal, decimal, decimal?) At(decimal? spread) => (100m, 110m, spread);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    public void There_is_none_where_nothing_is_known_or_the_sources_agreed(string? spread)
    {
        decimal? known = spread is null ? null : decimal.Parse(spread, CultureInfo.InvariantCulture);

        Assert.Empty(Draw([.. Enumerable.Repeat((100m, 110m, known), 5)]).Band);
    }

    [Theory]
    [InlineData(false, "usd")]
    [InlineData(true, "usd")]
    [InlineData(false, "sat")]
    public void It_is_drawn_in_every_view_and_widens_no_scale(bool isCandles, string unit)
    {
        var view = new PageView(HistoryRange.OneDay)
        {
            Type = isCandles ? ChartType.Candles : ChartType.Line,
            Unit = PriceUnit.All.Single(known => known.Code == unit),
        };
        (decimal, decimal, decimal?)[] candles = [.. Enumerable.Repeat((100m, 110m, (decimal?)0.5m), 5)];

        var (with, without) = (Draw(candles, view: view), Draw([.. candles.Select(c => (c.Item1, c.Item2, (decimal?)null))], view: view));

        Assert.Equal(10, PointsOf(with.Band).Count);
        Assert.Equal((without.Line, without.Area, without.Candles, without.Last), (with.Line, with.Area, with.Candles, with.Last));
        Assert.Equal(without.Prices, with.Prices);
        Assert.Empty(without.Band);
    }

    [Fact]
    public void It_is_drawn_at_the_points_of_the_line_however_many_candles_there_are()
    {
        var candles = MarketData.Walk(Interval.FiveMinutes, Now, 2_016).Select(candle => candle with { Spread = 0.001m }).ToList();

        var drawing = Draw(candles, new PageView(HistoryRange.OneDay));

        Assert.InRange(PointsOf(drawing.Line).Count, 200, 370);
        Assert.Equal(2 * PointsOf(drawing.Line).Count, PointsOf(drawing.Band).Count);
    }

    private static ChartGeometry Draw((decimal, decimal, decimal?)[] candles, int[]? missing = null, PageView? view = null)
    {
        var known = Candles(Interval.FiveMinutes, candles).Where((_, at) => missing?.Contains(at) != true);
        return Draw([.. known], view ?? new PageView(HistoryRange.OneDay));
    }

    private static ChartGeometry Draw(List<Candle> candles, PageView view) =>
        ChartGeometry.Of(
            new ViewedHistory(
                new(HistoryRange.OneDay, candles[0].Interval, new TimeRange(Now.AddDays(-1), Now), view.Unit.Of(candles)),
                []
            ),
            null,
            view
        )!;

    /// <summary>Candles whose closes are in turn the lower and the higher of two prices.</summary>
    private static List<Candle> Candles(Interval interval, (decimal Low, decimal High, decimal? Spread)[] candles) =>
        [
            .. candles.Select(
                (candle, at) =>
                    Samples.Candle("2026-11-20T06:00Z", interval) with
                    {
                        OpenTime = Samples.At("2026-11-20T06:00Z") + (at * interval.Length),
                        Open = candle.Low,
                        Low = candle.Low,
                        High = candle.High,
                        Close = at % 2 == 0 ? candle.Low : candle.High,
                        Spread = candle.Spread,
                    }
            ),
        ];

    /// <summary>The places of a path; in one with small letters they are differences.</summary>
    private static List<(decimal Across, decimal Down)> PointsOf(string path)
    {
        List<(decimal Across, decimal Down)> points = [];
        var isRelative = path.Contains('l', StringComparison.Ordinal);
        foreach (Match match in Regex.Matches(path, @"(?<start>M)?(?<across>-?[\d.]+) (?<down>-?[\d.]+)"))
        {
            var place = (Number(match.Groups["across"]), Number(match.Groups["down"]));
            points.Add(
                isRelative && !match.Groups["start"].Success ? (points[^1].Across + place.Item1, points[^1].Down + place.Item2) : place
            );
        }

        return points;

        static decimal Number(Group group) => decimal.Parse(group.Value, CultureInfo.InvariantCulture);
    }
}
