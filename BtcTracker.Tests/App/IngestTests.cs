using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>Ingest as a process between a simulated market and a real store.</summary>
[Trait("Level", "App")]
public sealed class IngestTests : IAsyncLifetime
{
    private const string Stored = "Stored the slot";
    private const string Taken = "already has a quote";

    private IngestWorld? _world;

    private IngestWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task Each_slot_has_its_quote_the_candles_are_theirs_and_the_end_is_clean()
    {
        await using var ingest = new IngestProcess(World.Environment());
        await ingest.WaitForAsync(Stored, times: 6);
        await ingest.StopInTimeAsync();
        Assert.Equal(0, ingest.CountOf("readings that the store did not accept"));

        var quotes = await World.QuotesAsync();
        await World.AssertEverySlotIsStoredOrMissedAsync(IngestWorld.Slot);
        Assert.All(quotes, quote => Assert.Equal(0, quote.Slot.Ticks % IngestWorld.Slot.Ticks));
        Assert.All(quotes, quote => Assert.StartsWith("demo:", quote.Source, StringComparison.Ordinal));
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
        Assert.Equal(MarketMode.Demo, (await World.Reader.FindScheduleAsync(TestContext.Current.CancellationToken))!.Mode);
    }

    [Slow]
    [Fact]
    public async Task Two_ingests_on_one_table_share_its_slots_without_an_error()
    {
        await using var one = new IngestProcess(World.Environment());
        await using var two = new IngestProcess(World.Environment());
        await Eventually.IsTrueAsync(() => one.CountOf(Taken) + two.CountOf(Taken) >= 3, TestContext.Current.CancellationToken);
        await Task.WhenAll(one.StopAsync(), two.StopAsync());

        var quotes = await World.QuotesAsync();
        Assert.Equal(quotes.DistinctBy(quote => quote.Slot), quotes);
        Assert.Equal(quotes.Count, one.CountOf(Stored) + two.CountOf(Stored));
        await World.AssertEverySlotIsStoredOrMissedAsync(IngestWorld.Slot);
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
        Assert.All([one, two], ingest => Assert.Empty(ingest.Errors));
        Assert.All([one, two], ingest => Assert.Equal(0, ingest.CountOf("fail:") + ingest.CountOf("crit:")));
    }

    [Slow]
    [Fact]
    public async Task A_store_that_is_killed_and_comes_back_gets_every_quote_that_was_read()
    {
        await using var ingest = new IngestProcess(World.Environment());
        await ingest.WaitForAsync(Stored, times: 2);
        var storedBefore = ingest.CountOf(Stored);
        await World.Store.KillAsync();
        await ingest.WaitForAsync("The store failed", times: 3);
        await World.Store.StartAgainAsync(TestContext.Current.CancellationToken);
        await ingest.WaitForAsync(Stored, times: storedBefore + 8);
        await ingest.StopAsync();

        await World.AssertEverySlotIsStoredOrMissedAsync(IngestWorld.Slot);
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
    }

    [Slow]
    [Fact]
    public async Task A_crash_leaves_candles_that_the_next_start_makes_right_and_a_gap_that_it_marks()
    {
        await using (var killed = new IngestProcess(World.Environment()))
        {
            await killed.WaitForAsync(Stored, times: 3);
            await killed.KillAsync();
        }

        var killedIn = (await World.QuotesAsync())[^1].Slot;
        await Eventually.IsTrueAsync(
            () => TimeProvider.System.GetUtcNow() > killedIn + (3 * IngestWorld.Slot),
            TestContext.Current.CancellationToken
        );

        await using var ingest = new IngestProcess(World.Environment());
        await ingest.WaitForAsync(Stored, times: 1);
        await ingest.StopAsync();

        await World.AssertOwnCandlesEqualTheirQuotesAsync();
        await World.AssertEverySlotIsStoredOrMissedAsync(IngestWorld.Slot);
        Assert.Contains(await World.GapsAsync(), gap => gap.Reason == GapReason.NotRunning);
    }

    [Slow]
    [Fact]
    public async Task A_store_that_is_down_does_not_keep_the_end_waiting()
    {
        await World.Store.KillAsync();
        await using var ingest = new IngestProcess(World.Environment(("Ingest__DrainTime", "3s")));
        await ingest.WaitForAsync("The store failed", times: 4);
        await ingest.StopInTimeAsync();

        Assert.Equal(1, ingest.CountOf("readings that the store did not accept"));
    }
}
