using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Faults;

/// <summary>
/// Ingest as a process with a real store, while the simulated market misbehaves; slots of seconds represent slots of minutes.
/// </summary>
/// <remarks>
/// A source has a part of a second to answer then, which it does not always on a busy machine: another one may be used for
/// any slot, or none. So a test waits for what it is about, and says nothing of how a slot before it or after it went.
/// </remarks>
[Slow]
[Trait("Level", "Faults")]
public sealed class SourceFaultTests : IAsyncLifetime
{
    private const string Stored = "Stored the slot";
    private const string Missed = "No source returned a quote";
    private const string CoinMarketCap = "/public-api";

    private IngestWorld? _world;

    private IngestWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    public static TheoryData<string> Failures { get; } =
    [
        """{"route": "/public-api", "status": 429, "retryAfter": 3600}""",
        """{"route": "/public-api", "errorCode": 500}""",
        """{"route": "/public-api", "delay": 30}""",
        """{"route": "/public-api", "body": "cut"}""",
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_next_source_is_tried_in_time_and_every_slot_stays_on_the_grid(string fault)
    {
        await World.Market.FaultAsync(fault);
        await using var ingest = Ingest();
        await ingest.WaitForAsync("from demo:coinbase", times: 3);
        await ingest.StopAsync();

        Assert.All(
            await World.QuotesAsync(),
            quote => Assert.Equal((0, "demo:coinbase"), (quote.Slot.Ticks % IngestWorld.Slot.Ticks, quote.Source))
        );
        await AssertEverySlotIsAccountedForAsync();
    }

    [Fact]
    public async Task A_source_that_asks_for_a_pause_gets_it()
    {
        await World.Market.FaultAsync(Failures.First().Data);
        await using var ingest = Ingest();
        await ingest.WaitForAsync("returned no quote (AddressLimit)");
        var hits = await HitsAsync();
        await ingest.WaitForAsync(Stored, times: ingest.CountOf(Stored) + 4);
        await ingest.StopAsync();

        Assert.Equal(hits, await HitsAsync());
        var status = (await World.Reader.FindStatusAsync(TestContext.Current.CancellationToken))!.Sources[0];
        Assert.Equal(("AddressLimit", BreakerState.Open), (status.Outcome, status.Breaker));
        Assert.True(status.NextCall > status.CalledAt + TimeSpan.FromMinutes(59));
    }

    [Fact]
    public async Task Slots_without_any_source_are_marked_and_reading_goes_on_after_them()
    {
        await using var ingest = Ingest();
        await ingest.WaitForAsync(Stored);
        await World.Market.FaultAsync(new { route = "*", body = "cut" });
        await ingest.WaitForAsync(Missed, times: 2);
        await World.Market.ClearFaultsAsync();
        var stored = ingest.CountOf(Stored);
        await ingest.WaitForAsync(Stored, times: stored + 2);
        await ingest.StopAsync();

        Assert.Contains(await World.GapsAsync(), gap => gap.Reason == GapReason.NoSource && gap.Count >= 2);
        await AssertEverySlotIsAccountedForAsync();
    }

    [Theory]
    [InlineData("""{"route": "*", "body": "html"}""", "returned 200 with a web page")]
    [InlineData("""{"route": "*", "price": "NaN"}""", "The body is not JSON")]
    [InlineData("""{"route": "*", "price": "null"}""", "has no price")]
    [InlineData("""{"route": "*", "price": "\"64,231.5\""}""", "is not a number")]
    [InlineData("""{"route": "*", "price": 0}""", "was rejected (NotPositive)")]
    [InlineData("""{"route": "*", "price": -1}""", "was rejected (NotPositive)")]
    [InlineData("""{"route": "*", "price": 1e12}""", "was rejected (TooLarge)")]
    public async Task Garbage_is_never_stored_and_the_reason_is_said(string fault, string reason)
    {
        await using var ingest = Ingest();
        await ingest.WaitForAsync(Stored);
        await World.Market.FaultAsync(fault);
        await ingest.WaitForAsync(reason);
        await ingest.WaitForAsync(Missed, times: ingest.CountOf(Missed) + 1);
        await ingest.StopAsync();

        Assert.All(await World.QuotesAsync(), quote => Assert.InRange(quote.Price, 10_000m, 1_000_000m));
        await AssertEverySlotIsAccountedForAsync();
    }

    [Fact]
    public async Task A_tenfold_price_of_one_source_gives_way_to_the_others_word()
    {
        await using var ingest = Ingest();
        await ingest.WaitForAsync(Stored);
        await World.Market.FaultAsync(
            new
            {
                route = CoinMarketCap,
                price = "jump",
                factor = 10,
            }
        );
        await ingest.WaitForAsync("was rejected (Jump)");
        await ingest.WaitForAsync("from demo:coinbase", times: ingest.CountOf("from demo:coinbase") + 1);
        await ingest.StopAsync();

        Assert.All(await World.QuotesAsync(), quote => Assert.InRange(quote.Price, 10_000m, 1_000_000m));
        await AssertEverySlotIsAccountedForAsync();
    }

    [Fact]
    public async Task A_tenfold_price_is_accepted_if_a_second_source_agrees()
    {
        await using var ingest = Ingest();
        await ingest.WaitForAsync(Stored);
        var agreed = ingest.CountOf("confirms it with");
        await World.Market.FaultAsync(
            new
            {
                route = "*",
                price = "jump",
                factor = 10,
            }
        );
        await ingest.WaitForAsync("confirms it with", times: agreed + 1);
        await ingest.WaitForAsync(Stored, times: ingest.CountOf(Stored) + 1);
        await ingest.StopAsync();

        Assert.True((await World.QuotesAsync())[^1].Price > 5 * (await World.QuotesAsync())[0].Price);
        await AssertEverySlotIsAccountedForAsync();
    }

    [Fact]
    public async Task A_frozen_price_keeps_its_own_time_and_is_a_gap_once_it_is_not_current()
    {
        // Only one source: another's frozen price would have another time.
        await using var ingest = Ingest(("Sources__CoinMarketCap__BaseAddress", "http://127.0.0.1:1"));
        await ingest.WaitForAsync(Stored);
        await World.Market.FaultAsync(new { route = "*", price = "stale" });
        await ingest.WaitForAsync("was rejected (Unchanged)");
        await ingest.WaitForAsync(Missed);
        await World.Market.ClearFaultsAsync();
        await ingest.WaitForAsync(Stored, times: ingest.CountOf(Stored) + 1);
        await ingest.StopAsync();

        var quotes = await World.QuotesAsync();
        Assert.Equal(quotes.Select(quote => quote.AsOf).Order(), quotes.Select(quote => quote.AsOf));
        Assert.All(quotes, quote => Assert.True(quote.Slot - quote.AsOf <= 3 * IngestWorld.Slot));
        Assert.Contains(await World.GapsAsync(), gap => gap.Reason == GapReason.Unchanged);
        await AssertEverySlotIsAccountedForAsync();
    }

    [Fact]
    public async Task A_sign_in_page_at_every_host_costs_only_the_slots_while_it_is_there()
    {
        await using var ingest = Ingest();
        await ingest.WaitForAsync(Stored);
        await World.Market.FaultAsync(new { route = "*", body = "html" });
        await ingest.WaitForAsync("All sources failed in the same way", times: 5);
        await World.Market.ClearFaultsAsync();
        await ingest.WaitForAsync(Stored, times: ingest.CountOf(Stored) + 2);
        await ingest.StopAsync();

        // After five failures in a row each would otherwise back off for half a minute.
        var (quotes, gaps) = (await World.QuotesAsync(), await World.GapsAsync());
        Assert.InRange(gaps.Where(gap => gap.FirstSlot < quotes[^1].Slot).Sum(gap => gap.Count), 5, 12);
        await AssertEverySlotIsAccountedForAsync();
    }

    private IngestProcess Ingest(params (string, string)[] changes) => new(World.Environment(changes));

    /// <summary>How many answers the only fault has spoiled.</summary>
    private async Task<int> HitsAsync()
    {
        using var faults = JsonDocument.Parse((await World.Market.AskAsync("/faults")).Body);
        return faults.RootElement[0].GetProperty("hits").GetInt32();
    }

    private async Task AssertEverySlotIsAccountedForAsync()
    {
        await World.AssertEverySlotIsStoredOrMissedAsync(IngestWorld.Slot);
        await World.AssertOwnCandlesEqualTheirQuotesAsync();
    }
}
