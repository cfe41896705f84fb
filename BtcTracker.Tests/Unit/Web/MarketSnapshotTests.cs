using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Components.Chart;
using BtcTracker.Web.History;
using BtcTracker.Web.Snapshots;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class MarketSnapshotTests
{
    private static readonly DateTimeOffset Slot = Samples.At("2026-11-20T12:00Z");

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, false)]
    public void A_quotes_candles_are_awaited_until_ingest_announces_the_slot_after_it(int nextSlotInMinutes, bool awaited)
    {
        var snapshot = new MarketSnapshot
        {
            ReadAt = Slot,
            Latest = MarketData.Quote(Slot, 92_000m),
            Schedule = MarketData.Schedule(Slot.AddMinutes(nextSlotInMinutes), TimeSpan.FromMinutes(5)),
        };

        Assert.Equal(awaited, snapshot.AwaitsCandles);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(-60, 0)]
    [InlineData(-5, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 10)]
    public void The_slot_that_is_awaited_is_the_first_that_ingest_reads_and_the_web_has_not_seen(int? latestInMinutes, int awaitedInMinutes)
    {
        var snapshot = new MarketSnapshot
        {
            ReadAt = Slot,
            Latest = latestInMinutes is { } minutes ? MarketData.Quote(Slot.AddMinutes(minutes), 92_000m) : null,
            Schedule = MarketData.Schedule(Slot.AddMinutes(5), TimeSpan.FromMinutes(5)),
        };

        Assert.Equal(Slot.AddMinutes(awaitedInMinutes), snapshot.AwaitedSlot);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(10, 20)]
    [InlineData(15, 60)]
    public void No_copy_is_kept_past_the_moment_at_which_its_price_becomes_stale(int minutesAfter, int freshSeconds)
    {
        // Ingest keeps publishing its slots while every source fails: only the next one would keep a copy too long.
        var now = Slot.AddMinutes(minutesAfter);
        var asOf = minutesAfter == 10 ? now.AddSeconds(20 - (15 * 60)) : Slot;
        var snapshot = new MarketSnapshot
        {
            ReadAt = now,
            Latest = MarketData.Quote(Slot, 92_000m) with { AsOf = asOf },
            Schedule = MarketData.Schedule(now.AddMinutes(5), TimeSpan.FromMinutes(5)),
            IsComplete = true,
        };

        Assert.Equal(TimeSpan.FromSeconds(freshSeconds), snapshot.FreshFor(now));
        Assert.Equal(TimeSpan.Zero, (snapshot with { IsComplete = false }).FreshFor(now));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    public void Days_that_are_over_since_the_last_known_one_are_not_known_either(int daysLater, int unknown)
    {
        var history = WebSamples.HistoryOf(Interval.OneDay, MarketData.Walk(Interval.OneDay, Slot.AddDays(-1), 5));

        Assert.Equal(
            unknown,
            new MarketSnapshot { ReadAt = Slot.AddDays(daysLater), History = history }
                .Stats!
                .UnknownDays
        );
    }

    [Fact]
    public void The_price_that_a_range_starts_with_is_among_its_extremes()
    {
        var hours = MarketData
            .Walk(Interval.OneHour, Slot, 26)
            .Select(hour => hour with { Open = 92_000m, High = 92_100m, Low = 91_900m, Close = 92_000m })
            .ToList();
        hours[0] = hours[0] with { High = 99_000m, Close = 98_000m };
        var snapshot = new MarketSnapshot
        {
            ReadAt = Slot,
            Latest = MarketData.Quote(Slot, 92_050m),
            History = WebSamples.HistoryOf(Interval.OneHour, hours),
        };

        Assert.Equal(98_000m, PriceChange.Then(snapshot.History, snapshot.Latest!.AsOf, HistoryRange.OneDay));
        Assert.Equal(new Extreme(98_000m, Slot.AddDays(-1)), snapshot.ExtremesOver(HistoryRange.OneDay)!.Value.High);
    }

    [Fact]
    public void A_doubtful_price_that_a_range_starts_with_is_none_of_its_extremes()
    {
        var hours = MarketData
            .Walk(Interval.OneHour, Slot, 26)
            .Select(hour => hour with { Open = 92_000m, High = 92_100m, Low = 91_900m, Close = 92_000m })
            .ToList();
        hours[0] = hours[0] with { High = 900_000m, Close = 900_000m, Doubtful = true };
        var snapshot = new MarketSnapshot
        {
            ReadAt = Slot,
            Latest = MarketData.Quote(Slot, 92_050m),
            History = WebSamples.HistoryOf(Interval.OneHour, hours),
        };

        Assert.Equal(92_100m, snapshot.ExtremesOver(HistoryRange.OneDay)!.Value.High.Price);
    }

    [Fact]
    public void A_doubtful_candle_is_no_extreme_of_all_time_nor_of_a_range_nor_of_the_table()
    {
        var days = MarketData.Walk(Interval.OneDay, Slot, 20).ToList();
        days[^3] = days[^3] with { High = 900_000m, Low = 0.06m, Doubtful = true };
        var (high, low) = (days.Where(day => !day.Doubtful).Max(day => day.High), days.Where(day => !day.Doubtful).Min(day => day.Low));
        var snapshot = new MarketSnapshot { ReadAt = Slot, History = WebSamples.HistoryOf(Interval.OneDay, days) };

        Assert.Equal((high, low), (snapshot.Stats!.High.Price, snapshot.Stats.Low.Price));
        foreach (var range in HistoryRange.All.Where(range => snapshot.For(range).Candles.Contains(days[^3])))
        {
            var extremes = snapshot.ExtremesOver(range)!.Value;
            Assert.InRange(extremes.High.Price, low, high);
            Assert.InRange(extremes.Low.Price, low, high);
        }

        Assert.All(HistoryTable.Rows(snapshot.For(HistoryRange.All[^1])), row => Assert.InRange(row.Low, low, high));
    }

    [Fact]
    public void Where_every_day_is_doubtful_nothing_is_said_of_all_time()
    {
        var days = MarketData.Walk(Interval.OneDay, Slot, 3).Select(day => day with { Doubtful = true }).ToList();

        Assert.Null(new MarketSnapshot { ReadAt = Slot, History = WebSamples.HistoryOf(Interval.OneDay, days) }.Stats);
    }

    [Fact]
    public void A_quote_from_before_a_range_is_none_of_its_extremes()
    {
        var snapshot = new MarketSnapshot { ReadAt = Slot, Latest = MarketData.Quote(Slot.AddDays(-2), 92_000m) };

        Assert.Null(snapshot.ExtremesOver(HistoryRange.OneDay));
        Assert.Equal(92_000m, snapshot.ExtremesOver(HistoryRange.All[1])!.Value.High.Price);
    }
}
