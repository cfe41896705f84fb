using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>CoinMarketCap is asked as often as its credits allow, and the others fill the slots between.</summary>
[Trait("Level", "Unit")]
public sealed class CreditBudgetTests
{
    private const string KeyedPath = "/v3/cryptocurrency/quotes/latest";
    private const int Day = 24 * 60;

    private static readonly DateTimeOffset November = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10_000, 5, 0, 5)] // 8,640 slots of five minutes in November, and 240 credits for rates.
    [InlineData(10_000, 1, 0, 5)] // 43,200 slots of a minute: every fifth.
    [InlineData(8_000, 5, 0, 10)]
    [InlineData(10_000, 1, 29 * Day, 1)] // Nearly all is left for the last day.
    [InlineData(100, 5, 29 * Day, 20)] // 92 readings in 1,440 minutes.
    [InlineData(8, 5, 29 * Day, Day)] // The rates take what is left.
    [InlineData(0, 5, 15 * Day, 15 * Day)]
    public void The_spacing_makes_the_credits_last_until_the_month_ends(long left, int slotMinutes, int minutesGone, int expectedMinutes) =>
        Assert.Equal(
            TimeSpan.FromMinutes(expectedMinutes),
            new CreditBudget(TimeSpan.FromMinutes(slotMinutes), 8).SpacingFor(left, November.AddMinutes(minutesGone))
        );

    [Fact]
    public async Task Slots_that_the_credits_do_not_reach_for_are_read_from_another_vendor()
    {
        var clock = new ManualTimeProvider(November);
        var planCredits = NewPlanCredits(clock);
        planCredits.Learned(new KeyInfo(10_000, 10_000, 30));
        using var network = new StubHttp();
        network.Answer(KeyedPath, Body(clock));
        var client = network.CreateClient();
        var reader = IngestParts.Reader(
            clock,
            NullLogger<MarketReader>.Instance,
            CoinMarketCapSource.WithKey(client, MarketMode.Live, "key", clock, planCredits),
            CoinMarketCapSource.Keyless(client, MarketMode.Live, clock, planCredits),
            StubSource.Priced("coinbase", clock, 60_000m)
        );

        var sources = new List<string>();
        for (var minute = 0; minute < 11; minute++)
        {
            var measure = Measure.Of(IngestParts.Quote(60_000m, clock.GetUtcNow().AddMinutes(-1), "kraken"), clock.GetUtcNow());
            sources.Add(
                (await reader.ReadAsync(clock.GetUtcNow(), measure, TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken))
                    .Reading!
                    .Quote
                    .Source
            );
            clock.Advance(TimeSpan.FromMinutes(1));
            network.Answer(KeyedPath, Body(clock));
        }

        Assert.Equal(
            [0, 5, 10],
            sources.Select((source, minute) => (source, minute)).Where(slot => slot.source == "coinmarketcap").Select(slot => slot.minute)
        );
        Assert.All(sources.Where(source => source != "coinmarketcap"), source => Assert.Equal("coinbase", source));
        Assert.Equal(3, network.CountOf(KeyedPath));
    }

    [Fact]
    public void A_process_for_each_slot_keeps_to_the_pace_of_the_one_before_within_the_month()
    {
        var clock = new ManualTimeProvider(November.AddMinutes(3));
        var planCredits = NewPlanCredits(clock);
        planCredits.Restore(new SourceCredits(10_000, 10_000, November), November);

        Assert.False(planCredits.IsDue(November.AddMinutes(3)));
        Assert.True(planCredits.IsDue(November.AddMinutes(5)));

        clock.Set(November.AddMonths(1));
        var next = NewPlanCredits(clock);
        next.Restore(new SourceCredits(10_000, 0, November), November);
        Assert.True(next.IsDue(November.AddMonths(1)));
    }

    [Fact]
    public void A_call_a_moment_after_its_slot_does_not_put_off_the_next_processs()
    {
        var planCredits = NewPlanCredits(new ManualTimeProvider(November.AddMinutes(5)));
        planCredits.Restore(new SourceCredits(10_000, 10_000, November), November.AddSeconds(50));

        Assert.False(planCredits.IsDue(November.AddMinutes(4)));
        Assert.True(planCredits.IsDue(November.AddMinutes(5)));
    }

    [Fact]
    public void What_was_left_of_a_month_that_is_over_holds_up_nothing_in_the_next()
    {
        var clock = new ManualTimeProvider(November);
        var planCredits = NewPlanCredits(clock);
        planCredits.Learned(new KeyInfo(10_000, 1, 30));
        planCredits.Asked(November);
        Assert.False(planCredits.IsDue(November.AddDays(29)));

        clock.Set(November.AddMonths(1));
        for (var minute = 0; minute < 10; minute++)
        {
            Assert.True(planCredits.IsDue(November.AddMonths(1).AddMinutes(minute)));
            planCredits.Asked(November.AddMonths(1).AddMinutes(minute));
            planCredits.Spent(1);
        }

        Assert.Null(planCredits.Credits);
    }

    [Fact]
    public void A_plan_that_does_not_say_its_credits_holds_up_nothing()
    {
        var planCredits = NewPlanCredits(new ManualTimeProvider(November));
        planCredits.Learned(new KeyInfo(null, null, null));
        planCredits.Asked(November);

        Assert.True(planCredits.IsDue(November.AddMinutes(1)));
    }

    private static PlanCredits NewPlanCredits(TimeProvider clock) =>
        new(new CreditBudget(TimeSpan.FromMinutes(1), 8), IngestParts.Metrics(), clock);

    private static string Body(TimeProvider clock) =>
        $$$$"""{"status": {"credit_count": 1}, "data": [{"id": 1, "quote": {"USD": {"price": 60000, "last_updated": "{{{{clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}}}"}}}]}""";
}
