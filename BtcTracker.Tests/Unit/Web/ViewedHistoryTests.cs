using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Components;
using BtcTracker.Web.Components.Chart;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>What a view shows of the history: dates, candles, averages, and no line over what is not known.</summary>
[Trait("Level", "Unit")]
public sealed class ViewedHistoryTests
{
    private static readonly DateTimeOffset Now = Samples.At("2026-11-28T12:00Z");

    [Fact]
    public void Dates_in_the_past_are_compared_from_the_close_before_them_to_their_last_close()
    {
        var days = MarketData.Walk(Interval.OneDay, Now, 400);
        var view = new PageView(HistoryRange.Between(new DateOnly(2026, 1, 10), new DateOnly(2026, 1, 20), Now));
        var snapshot = Snapshot(days);

        var shown = ViewedHistory.Of(snapshot, view).History.Candles;

        var (before, last) = (DayOf(days, "2026-01-09").Close, DayOf(days, "2026-01-20").Close);
        Assert.Equal((Samples.At("2026-01-10"), Samples.At("2026-01-20"), 11), (shown[0].OpenTime, shown[^1].OpenTime, shown.Count));
        Assert.Equal(Math.Round(((last / before) - 1) * 100, 6), snapshot.ChangeOver(view.Range));
        Assert.StartsWith(
            $"Over the time from 10 Jan 2026 to 20 Jan 2026 Bitcoin went from ${before:N2} to ${last:N2} (",
            RangeSummary.Of(snapshot, view.Range).ToString(),
            StringComparison.Ordinal
        );
        Assert.Null(snapshot.LatestIn(view.Range));
    }

    [Fact]
    public void Dates_that_end_today_go_on_to_the_latest_price()
    {
        var view = new PageView(HistoryRange.Between(new DateOnly(2026, 1, 10), null, Now));

        var snapshot = Snapshot(MarketData.Walk(Interval.OneDay, Now, 400));

        Assert.Equal(snapshot.Latest, snapshot.LatestIn(view.Range));
        Assert.Contains(" to $92,000.00 (", RangeSummary.Of(snapshot, view.Range).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_from_before_the_first_day_start_with_its_first_price()
    {
        var days = MarketData.Walk(Interval.OneDay, Now, 30);
        var range = HistoryRange.Between(new DateOnly(2009, 1, 3), null, Now);

        Assert.Equal(days[0].Open, PriceChange.Then(Snapshot(days).History, Now, range));
    }

    [Theory]
    [InlineData("1D", "5m")]
    [InlineData("7D", "1h")]
    [InlineData("1M", "4h")]
    [InlineData("3M", "1d")]
    [InlineData("1Y", "1d")]
    [InlineData("5Y", "1w")]
    public void Candles_are_long_enough_to_be_seen_one_by_one(string code, string interval)
    {
        Assert.True(HistoryRange.TryParse(code, out var range));
        var snapshot = Snapshot(
            MarketData.Walk(Interval.OneDay, Now, 2_000),
            MarketData.Walk(Interval.OneHour, Now, 3_000),
            MarketData.Walk(Interval.FiveMinutes, Now, 2_016)
        );

        var shown = ViewedHistory.Of(snapshot, new PageView(range) { Type = ChartType.Candles }).History;

        Assert.Equal(interval, shown.Interval.Code);
        Assert.InRange(shown.Candles.Count, 80, 400);
    }

    [Fact]
    public void An_average_at_a_candle_is_of_the_closes_up_to_its_end()
    {
        var days = MarketData.Walk(Interval.OneDay, Now, 210).Select((day, at) => day with { Close = at + 1 }).ToList();
        var view = new PageView(HistoryRange.Between(new DateOnly(2026, 11, 1), null, Now)) { Averages = Average.All };

        var viewed = ViewedHistory.Of(Snapshot(days, MarketData.Walk(Interval.OneHour, Now, 900)), view);

        var line = viewed.Averages[0].Values;
        Assert.Equal(viewed.History.Candles.Count, line.Count);
        // The days count 1 to 210, so the mean of 200 of them up to the last is 110.5, and a day before one less.
        Assert.Equal((110.5m, 109.5m), (line[^1], line[^25]));
        Assert.All(viewed.Averages[1].Values, value => Assert.Null(value));
    }

    [Fact]
    public void A_line_is_open_where_prices_are_missing()
    {
        Candle[] hours = [.. MarketData.Walk(Interval.OneHour, Now, 24)];
        Candle[] holed = [.. hours[..8], .. hours[14..]];

        Assert.Equal(1, Count(Drawn(hours), 'M'));
        Assert.Equal(2, Count(Drawn(holed), 'M'));
    }

    [Fact]
    public void Readings_that_are_always_hours_apart_are_one_line()
    {
        var sparse = MarketData.Walk(Interval.FiveMinutes, Now, 24 * 12).Where((_, at) => at % 72 == 0).ToList();

        Assert.Equal(1, Count(Drawn(sparse), 'M'));
    }

    [Fact]
    public void Candles_that_rose_are_apart_from_those_that_fell_and_end_at_their_wicks()
    {
        var hours = MarketData
            .Walk(Interval.OneHour, Now, 4)
            .Select((hour, at) => hour with { Open = 100, Close = at % 2 == 0 ? 110 : 90, High = 120, Low = 80 })
            .ToList();

        var paths = CandlePaths.Of(
            hours,
            new TimeRange(hours[0].OpenTime, hours[^1].CloseTime),
            new ChartScale(80, 120, 10),
            PlotSize.Stretched,
            isLastForming: false
        );
        var withForming = CandlePaths.Of(
            hours,
            new TimeRange(hours[0].OpenTime, hours[^1].CloseTime),
            new ChartScale(80, 120, 10),
            PlotSize.Stretched,
            isLastForming: true
        );

        Assert.Equal(
            (string.Empty, 2, 2, true),
            (paths.Forming, Count(withForming.Falling, 'h'), Count(withForming.Forming, 'h'), withForming.HasFormingFallen)
        );
        Assert.Equal(paths.Rising, withForming.Rising);
        Assert.Equal("M125 0V250M125 500V1000M37.5 250h175V500h-175zM625 0V250M625 500V1000M537.5 250h175V500h-175z", paths.Rising);
        Assert.Equal((4, 0), (Count(paths.Falling, 'h'), Count(paths.Falling, 'L')));
    }

    [Theory]
    [InlineData(0.05, 125_000, "0.1 1 10 100 1000 10000 100000")]
    [InlineData(100, 2_000, "100 200 500 1000 2000")]
    [InlineData(60_000, 84_000, "60000 65000 70000 75000 80000 85000")]
    public void A_logarithmic_scale_has_round_prices_at_equal_ratios(double lowest, double highest, string prices)
    {
        var scale = ChartScale.For((decimal)lowest, (decimal)highest, isLog: true);

        Assert.Equal(
            prices,
            string.Join(
                ' ',
                scale.GridPrices().Select(price => price.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture))
            )
        );
        Assert.Equal(0, scale.Depth(scale.High), 6);
        Assert.Equal(1, scale.Depth(scale.Low), 6);
        Assert.Equal(0.5m, scale.Depth((decimal)Math.Sqrt((double)(scale.High * scale.Low))), 6);
    }

    private static string Drawn(IReadOnlyList<Candle> candles)
    {
        var history = new RangeHistory(HistoryRange.OneDay, candles[0].Interval, new TimeRange(Now.AddDays(-1), Now), candles);
        return ChartGeometry.Of(new ViewedHistory(history, []), null, PageView.Default)!.Line;
    }

    private static int Count(string path, char letter) => path.Count(found => found == letter);

    private static Candle DayOf(IReadOnlyList<Candle> days, string day) => days.Single(candle => candle.OpenTime == Samples.At(day));

    private static MarketSnapshot Snapshot(
        IReadOnlyList<Candle> days,
        IReadOnlyList<Candle>? hours = null,
        IReadOnlyList<Candle>? minutes = null
    ) =>
        new()
        {
            ReadAt = Now,
            Latest = MarketData.Quote(Now, 92_000m),
            History = WebSamples
                .HistoryOf(Interval.OneDay, days)
                .With(Interval.OneHour, hours ?? [])
                .With(Interval.FiveMinutes, minutes ?? []),
            IsComplete = true,
        };
}
