using BtcTracker.Market;

namespace BtcTracker.Tests.App;

[Trait("Level", "App")]
public sealed class IngestSlotTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_slot_gets_its_quote_and_candles_equal_their_recomputation()
    {
        await using var world = await IngestWorld.CreateAsync(Cancelled);
        await world.StartIngestAsync(Cancelled);
        await world.WaitForQuotesAsync(4, Cancelled);
        await world.StopIngestAsync();

        var quotes = await world.QuotesAsync(Cancelled);
        Assert.All(quotes, quote => Assert.Equal(0, quote.Slot.ToUnixTimeSeconds() % 2));
        Assert.All(quotes, quote => Assert.Equal(world.Market.ReadAt(quote.AsOf)!.Price, quote.Price));
        Assert.All(quotes, quote => Assert.StartsWith("demo:coin", quote.Source, StringComparison.Ordinal));
        foreach (var interval in Interval.Stored)
        {
            await AssertRecomputedAsync(world, quotes, interval);
        }

        var schedule = await world.Reader.FindScheduleAsync(Cancelled);
        Assert.Equal((MarketMode.Demo, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)), (schedule!.Mode, schedule.Interval, schedule.StaleAfter));
        Assert.True(schedule.NextSlot > quotes[^1].Slot);
    }

    [Fact]
    public async Task A_store_outage_loses_no_reading()
    {
        await using var world = await IngestWorld.CreateAsync(Cancelled);
        await world.StartIngestAsync(Cancelled);
        await world.WaitForQuotesAsync(2, Cancelled);

        await world.Store.KillAsync();
        await world.UntilAsync(() => Task.FromResult(CountOf(world, "The store failed") >= 3), "failed tries", Cancelled);
        await world.Store.StartAgainAsync(Cancelled);
        var before = TimeProvider.System.GetUtcNow();
        await world.UntilAsync(async () => await world.QuotesAsync(Cancelled) is [.., var last] && last.Slot > before, "quotes after the outage", Cancelled);

        var slots = (await world.QuotesAsync(Cancelled)).Select(quote => quote.Slot).ToList();
        var expected = (int)((slots[^1] - slots[0]) / TimeSpan.FromSeconds(2)) + 1;
        Assert.Equal(expected, slots.Count + CountOf(world, "No source gave a quote"));
    }

    [Fact]
    public async Task A_restart_within_a_slot_leaves_the_slot_as_it_is()
    {
        await using var world = await IngestWorld.CreateAsync(Cancelled, "--Ingest:Interval=24h");
        await world.StartIngestAsync(Cancelled);
        await world.WaitForQuotesAsync(1, Cancelled);
        await world.StopIngestAsync();
        var first = Assert.Single(await world.QuotesAsync(Cancelled));

        await world.StartIngestAsync(Cancelled);
        await world.WaitForBackfillAsync(Interval.OneDay, Cancelled);

        Assert.Equal(first, Assert.Single(await world.QuotesAsync(Cancelled)));
    }

    private static int CountOf(IngestWorld world, string words) => world.Log.ToString().Split(words).Length - 1;

    private static async Task AssertRecomputedAsync(IngestWorld world, IReadOnlyList<Quote> quotes, Interval interval)
    {
        foreach (var group in quotes.GroupBy(quote => interval.OpenTimeOf(quote.Slot)))
        {
            var stored = await world.Reader.ReadCandlesAsync(Symbol.BtcUsd, interval, interval.CandleAt(group.Key), Cancelled).SingleAsync(Cancelled);
            if (stored.Rank == CandleRank.Own)
            {
                Assert.Equal(Rollup.FromQuotes(group, interval, group.Key), stored);
            }
        }
    }
}
