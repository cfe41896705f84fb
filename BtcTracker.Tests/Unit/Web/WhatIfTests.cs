using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.History;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>What past purchases would be worth, by values computed by hand.</summary>
[Trait("Level", "Unit")]
public sealed class WhatIfTests
{
    private static readonly Candle[] Months = [Day("2023-01-31", 20_000), Day("2023-02-28", 25_000), Day("2023-03-31", 40_000)];

    [Fact]
    public void Each_month_buys_by_that_days_close_and_a_lump_by_the_first_ones()
    {
        var answer = Ask(Months, "2023-04-10", price: 30_000, amount: 100, BuyingRhythm.Month, "2023-01-31")!;

        // 0.005 + 0.004 + 0.0025 bitcoins for 300 dollars; the lump is 300 ÷ 20,000.
        Assert.Equal(new Purchases(3, At("2023-01-31"), At("2023-03-31"), 300, 0.0115m, 26_086.95652174m, 345, 0, 0), answer.Bought);
        Assert.Equal((45m, 15m), (answer.Bought.Gain, answer.Bought.GainPercent));
        Assert.Equal(new Purchases(1, At("2023-01-31"), At("2023-01-31"), 300, 0.015m, 20_000, 450, 0, 0), answer.Lump);
        Assert.Equal((150m, 50m), (answer.Lump!.Gain, answer.Lump.GainPercent));
    }

    [Fact]
    public void Each_week_is_seven_days_and_the_last_is_yesterday_at_most()
    {
        var days = Enumerable
            .Range(2, 15)
            .Select(day =>
                Day(
                    $"2023-01-{day:00}",
                    day switch
                    {
                        2 => 10_000,
                        9 => 12_500,
                        16 => 20_000,
                        _ => 1,
                    }
                )
            )
            .ToList();

        var answer = Ask(days, "2023-01-17", price: 10_000, amount: 10, Code("week"), "2023-01-02")!;
        var today = Ask(days, "2023-01-16", price: 10_000, amount: 10, Code("week"), "2023-01-02")!;

        Assert.Equal(
            (3, 30m, 0.0023m, 23m, -7m),
            (answer.Bought.Count, answer.Bought.Paid, answer.Bought.Bitcoins, answer.Bought.Worth, answer.Bought.Gain)
        );
        Assert.Equal(-23.333333m, answer.Bought.GainPercent);
        Assert.Equal((2, 0.0018m), (today.Bought.Count, today.Bought.Bitcoins));
    }

    [Fact]
    public void Once_is_one_purchase_with_nothing_beside_it()
    {
        var answer = Ask(Months, "2023-04-10", price: 30_000, amount: 100, BuyingRhythm.Once, "2023-02-28")!;

        Assert.Equal(new Purchases(1, At("2023-02-28"), At("2023-02-28"), 100, 0.004m, 25_000, 120, 0, 0), answer.Bought);
        Assert.Null(answer.Lump);
    }

    [Fact]
    public void A_day_that_is_not_known_or_doubtful_is_taken_from_the_next_and_one_after_all_known_is_left_out()
    {
        Candle[] days = [Day("2023-01-31", 20_000), Day("2023-02-28", 1) with { Doubtful = true }, Day("2023-03-03", 25_000)];

        var answer = Ask(days, "2023-04-10", price: 30_000, amount: 100, BuyingRhythm.Month, "2023-01-31")!;

        Assert.Equal(
            new Purchases(2, At("2023-01-31"), At("2023-03-03"), 200, 0.009m, 22_222.22222222m, 270, Moved: 1, Pending: 1),
            answer.Bought
        );
    }

    [Fact]
    public void The_day_that_is_not_over_has_no_close()
    {
        var closes = KnownCloses.Of(WebSamples.HistoryOf(Interval.OneDay, Months), Samples.At("2023-03-31T23:59Z"));

        Assert.Equal((At("2023-01-31"), At("2023-02-28")), (closes.First, closes.Last));
        Assert.Null(KnownCloses.Of(PriceHistory.Empty, At("2023-03-31")).First);
    }

    [Theory]
    [InlineData("2023-01-31", "2023-05-31", "01-31 02-28 03-31 04-30 05-31")]
    [InlineData("2024-01-31", "2024-03-30", "01-31 02-29")]
    [InlineData("2024-02-29", "2024-04-29", "02-29 03-29 04-29")]
    public void Months_go_by_the_calendar_from_the_first_day(string first, string last, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                BuyingRhythm.Month.Days(At(first), At(last)).Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture))
            )
        );

    [Fact]
    public void A_sum_beyond_all_numbers_or_a_day_after_all_closes_has_no_answer()
    {
        Assert.Null(Ask(Months, "2023-04-10", price: 1e20m, amount: 999_999_999_999_999, BuyingRhythm.Month, "2023-01-31"));
        Assert.Null(Ask(Months, "2023-04-10", price: 1, amount: 1, BuyingRhythm.Once, "2023-04-01"));
    }

    private static WhatIf? Ask(IReadOnlyList<Candle> days, string today, decimal price, decimal amount, BuyingRhythm every, string since)
    {
        var now = At(today).AddHours(12);
        return WhatIf.Of(
            KnownCloses.Of(WebSamples.HistoryOf(Interval.OneDay, days), now),
            now,
            price,
            new WhatIfQuestion(amount, every, At(since))
        );
    }

    private static BuyingRhythm Code(string code) => BuyingRhythm.All.Single(rhythm => rhythm.Code == code);

    private static DateTimeOffset At(string day) => Samples.At(day + "T00:00Z");

    private static Candle Day(string day, decimal close) =>
        Samples.Candle(day + "T00:00Z") with
        {
            Interval = Interval.OneDay,
            Close = close,
        };
}
