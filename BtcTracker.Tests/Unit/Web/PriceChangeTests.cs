using System.Globalization;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.History;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class PriceChangeTests
{
    private static readonly DateTimeOffset Now = Samples.At("2024-03-05T19:00Z");

    [Theory]
    [MemberData(nameof(PriceFiles.Sets), MemberType = typeof(PriceFiles))]
    public void The_change_of_a_day_is_rolling_and_equals_the_one_computed_from_a_files_text(string prices)
    {
        const string At = "2024-03-05T19:00:00Z";
        var closes = new HourGoldens(PriceFiles.Hours(prices)).Closes(At);

        Assert.Equal(HourGoldens.Percent(closes), RollingPercent(Samples.At(At), closes.DayBefore, closes.Close));
    }

    [Fact]
    [OfRealPrices]
    public void The_change_of_a_day_is_rolling_and_equals_the_one_computed_from_real_prices()
    {
        using var goldens = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.Data("goldens.json")));
        var golden = goldens.RootElement.GetProperty("rolling24h")[0];
        var at = Samples.At(golden.GetProperty("t").GetString()!);

        Assert.Equal(Number(golden, "rolling_pct"), RollingPercent(at, Number(golden, "close_24h_ago"), Number(golden, "close")));
    }

    [Fact]
    public void Without_a_sample_near_the_start_it_is_not_known()
    {
        var history = WebSamples.HistoryOf(Interval.OneHour, [Hour(Now.AddHours(-23), 100), Hour(Now.AddHours(-27), 100)]);

        Assert.Null(PriceChange.Percent(history, Samples.Quote("2024-03-05T19:00Z"), HistoryRange.OneDay));
    }

    [Theory]
    [InlineData(-90)]
    [InlineData(0)]
    [InlineData(2)]
    public void Slots_that_are_hours_apart_are_samples_of_a_day_ago_without_backfill(int secondsFromSlot)
    {
        // Sources report a time up to some minutes before the slot, or a moment after it.
        var own = Enumerable
            .Range(0, 5)
            .Select(back => Now.AddHours(-24 + (6 * back)))
            .Select((slot, at) => Hour(slot, 100 + at) with { Open = 100 + at, N = 1 })
            .ToList();
        var history = WebSamples
            .HistoryOf(Interval.OneHour, own)
            .With(Interval.FiveMinutes, [.. own.Select(hour => hour with { Interval = Interval.FiveMinutes })]);
        var quote = Samples.Quote("2024-03-05T19:00Z", 110) with { AsOf = Now.AddSeconds(secondsFromSlot) };

        Assert.Equal(10, PriceChange.Percent(history, quote, HistoryRange.OneDay));
    }

    [Fact]
    public void The_finest_sample_counts()
    {
        var history = WebSamples
            .HistoryOf(Interval.OneHour, [Hour(Now.AddHours(-25), 100)])
            .With(Interval.FiveMinutes, [Samples.Candle("2024-03-04T18:55Z", Interval.FiveMinutes, close: 200)]);

        Assert.Equal(-50, PriceChange.Percent(history, Samples.Quote("2024-03-05T19:00Z", 100), HistoryRange.OneDay));
    }

    [Fact]
    public void A_doubtful_candle_is_no_sample_and_the_next_best_one_is()
    {
        var wrong = Samples.Candle("2024-03-04T18:55Z", Interval.FiveMinutes, close: 900_000m) with { Doubtful = true };
        var history = WebSamples.HistoryOf(Interval.OneHour, [Hour(Now.AddHours(-25), 100)]).With(Interval.FiveMinutes, [wrong]);

        Assert.Equal(10, PriceChange.Percent(history, Samples.Quote("2024-03-05T19:00Z", 110), HistoryRange.OneDay));
    }

    [Fact]
    public void A_month_is_a_calendar_month_and_a_day_is_near_enough_for_it()
    {
        Assert.True(HistoryRange.TryParse("1M", out var month));
        var history = WebSamples.HistoryOf(Interval.OneDay, [Samples.Candle("2024-02-04T00:00Z", Interval.OneDay, close: 100)]);

        Assert.Equal(10, PriceChange.Percent(history, Samples.Quote("2024-03-05T19:00Z", 110), month));
    }

    [Fact]
    public void All_time_counts_from_the_first_price_known()
    {
        Assert.True(HistoryRange.TryParse("ALL", out var all));
        var history = WebSamples.HistoryOf(Interval.OneDay, [Samples.Candle("2010-07-17T00:00Z", Interval.OneDay) with { Open = 0.05m }]);

        Assert.Equal(100, PriceChange.Percent(history, Samples.Quote("2024-03-05T19:00Z", 0.1m), all));
    }

    [Fact]
    public void All_time_does_not_count_from_a_doubtful_price()
    {
        Assert.True(HistoryRange.TryParse("ALL", out var all));
        var wrong = Samples.Candle("2010-07-16T00:00Z", Interval.OneDay) with { Open = 900_000m, Doubtful = true };
        var history = WebSamples.HistoryOf(
            Interval.OneDay,
            [wrong, Samples.Candle("2010-07-17T00:00Z", Interval.OneDay) with { Open = 0.05m }]
        );

        Assert.Equal(100, PriceChange.Percent(history, Samples.Quote("2024-03-05T19:00Z", 0.1m), all));
    }

    private static decimal? RollingPercent(DateTimeOffset at, decimal dayBefore, decimal close)
    {
        var history = WebSamples.HistoryOf(Interval.OneHour, [Hour(at.AddHours(-25), dayBefore), Hour(at.AddHours(-19), 68_000m)]);
        var quote = Samples.Quote("2024-03-05T19:00Z", close) with { Slot = at, AsOf = at };
        return PriceChange.Percent(history, quote, HistoryRange.OneDay);
    }

    private static Candle Hour(DateTimeOffset openTime, decimal close) =>
        Samples.Candle("2024-03-05T19:00Z", close: close) with
        {
            OpenTime = openTime,
        };

    private static decimal Number(JsonElement golden, string name) =>
        decimal.Parse(golden.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
