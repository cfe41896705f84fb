using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>Ingest that takes one reading and leaves, as a managed schedule starts it.</summary>
[Trait("Level", "App")]
public sealed class IngestOnceTests : IAsyncLifetime
{
    private IngestWorld? _world;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task One_reading_stores_the_slot_its_candles_schedule_and_status_and_a_second_changes_nothing()
    {
        var (code, output, _) = await OnceAsync();
        var quote = Assert.Single(await World.QuotesAsync());
        var candles = await World.CandlesAsync(Interval.FiveMinutes);
        var (again, said, _) = await OnceAsync();

        Assert.Equal((0, 0), (code, again));
        Assert.Contains(output, line => line.Contains("[1001] Stored the slot", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains("already has its quote; nothing was changed.", StringComparison.Ordinal));
        Assert.Equal(quote, Assert.Single(await World.QuotesAsync()));
        Assert.Equal(candles, await World.CandlesAsync(Interval.FiveMinutes));
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
        Assert.Equal(quote.Slot.AddDays(1), (await World.Reader.FindScheduleAsync(Token))!.NextSlot);
        var status = (await World.Reader.FindStatusAsync(Token))!;
        Assert.Equal((quote.Slot, 0, 0), (status.LastStoredSlot, status.OutboxLength, status.MissedSlots));
        Assert.Equal(
            [("demo:coinmarketcap-keyless", "Answered"), ("demo:coinbase", "Answered")],
            status.Sources.Select(source => (source.Name, source.Outcome))
        );
    }

    [Fact]
    public async Task Where_no_source_answers_it_says_why_notes_the_gap_and_ends_with_1()
    {
        var (code, _, errors) = await OnceAsync(
            ("Sources__CoinMarketCap__BaseAddress", "http://127.0.0.1:1"),
            ("Sources__Coinbase__BaseAddress", "http://127.0.0.1:1")
        );

        Assert.Equal(1, code);
        var line = Assert.Single(errors);
        Assert.StartsWith("BtcTracker.Ingest: No source returned a quote for the slot ", line, StringComparison.Ordinal);
        Assert.Contains("demo:coinmarketcap-keyless: 127.0.0.1 cannot be reached", line, StringComparison.Ordinal);
        Assert.Empty(await World.QuotesAsync());
        Assert.Equal((1, GapReason.NoSource), Assert.Single((await World.GapsAsync()).Select(gap => (gap.Count, gap.Reason))));
        Assert.Equal("Unreachable", (await World.Reader.FindStatusAsync(Token))!.Sources[0].Outcome);
    }

    [Slow]
    [Fact]
    public async Task Where_the_store_is_down_it_says_so_and_ends_with_1()
    {
        await World.Store.KillAsync();
        var (code, _, errors) = await OnceAsync();

        Assert.Equal(1, code);
        Assert.Contains("The store did not accept the quote of the slot", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_slots_since_the_last_run_become_a_gap()
    {
        var today = Interval.OneDay.OpenTimeOf(TimeProvider.System.GetUtcNow());
        await World.Writer.TryPutQuoteAsync(Infrastructure.MarketData.Quote(today.AddDays(-4), 90_000m, "demo:coinbase"), Token);

        Assert.Equal(0, (await OnceAsync()).Code);

        Assert.Equal(
            (3, GapReason.NotRunning),
            (await World.GapsAsync()).Aggregate((Count: 0L, GapReason.NotRunning), (sum, gap) => (sum.Count + gap.Count, gap.Reason))
        );
    }

    // Slots of a day, so that two runs meet in one.
    private async Task<(int Code, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> OnceAsync(params (string, string)[] changes)
    {
        await using var ingest = new IngestProcess(World.Environment([("Ingest__Interval", "24h"), .. changes]), "--once");
        return (await ingest.ExitCodeAsync(), ingest.Output, ingest.Errors);
    }
}
