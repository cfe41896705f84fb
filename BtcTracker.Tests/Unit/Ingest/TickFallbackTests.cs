using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Kraken replaces Coinbase for live ticks, and neither does where both fail.</summary>
[Trait("Level", "Unit")]
public sealed class TickFallbackTests : TickWorkerTestBase
{
    [Theory]
    [InlineData(SourceFailure.Unreachable)]
    [InlineData(SourceFailure.AddressLimit)]
    [InlineData(SourceFailure.InvalidBody)]
    public async Task Kraken_replaces_a_Coinbase_that_fails_and_is_not_called_for_a_while(SourceFailure failure)
    {
        CoinbaseSays = () => throw new SourceException(failure, "It says no.");
        await StartAsync();
        await MoveOnAsync(periods: 12);

        Assert.Equal(12, Store.Ticks.Count);
        Assert.All(Store.Ticks, tick => Assert.Equal("kraken", tick.Source));
        Assert.InRange(Coinbase.AskedFor.Count, 2, 6);
        Assert.Empty(Said);
    }

    [Fact]
    public async Task Kraken_replaces_a_Coinbase_that_is_left_out_because_it_strays()
    {
        LeftOut.Add("coinbase");
        await StartAsync();
        await MoveOnAsync(periods: 2);

        Assert.Equal(["kraken", "kraken"], Store.Ticks.Select(tick => tick.Source));
        Assert.Empty(Coinbase.AskedFor);
    }

    [Fact]
    public async Task Kraken_replaces_a_Coinbase_that_hangs_within_the_same_tick()
    {
        CoinbaseSays = () => new TaskCompletionSource<Quote>().Task;
        await StartAsync();
        await WaitsAsync(timers: 1);
        Clock.Advance(Period);
        await Eventually.IsTrueAsync(() => !Coinbase.AskedFor.IsEmpty && Clock.WaitingTimers == 1, Token);
        Clock.Advance(TimeSpan.FromSeconds(2.5)); // Half of five.
        await WaitsAsync(timers: 1);

        Assert.Equal("kraken", Assert.Single(Store.Ticks).Source);
    }

    [Theory]
    [InlineData(600_000, 0, "Jump")]
    [InlineData(6_000, 0, "Jump")]
    [InlineData(0, 0, "NotPositive")]
    [InlineData(60_000, -3_600, "Late")]
    [InlineData(60_000, -121, "Late")]
    [InlineData(60_000, 600, "InTheFuture")]
    public async Task A_price_that_is_not_accepted_gives_way_to_Krakens(int price, int seconds, string reason)
    {
        CoinbaseSays = () => Task.FromResult(Quote("coinbase", price, seconds));
        await StartAsync();
        await MoveOnAsync(periods: 1);
        Assert.Equal("kraken", Assert.Single(Store.Ticks).Source);

        KrakenSays = () => Task.FromResult(Quote("kraken", price, seconds));
        await MoveOnAsync(periods: 1);
        Assert.Single(Store.Ticks);
        Assert.Contains($"({reason})", Assert.Single(Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silence_is_said_once_when_it_begins_and_once_when_it_ends()
    {
        CoinbaseSays = () => throw new InvalidOperationException("Half a character.");
        var krakenSays = KrakenSays;
        KrakenSays = () => throw new SourceException(SourceFailure.Server, "It says no.");
        await StartAsync();
        await MoveOnAsync(periods: 20);
        var begun = Assert.Single(Said);

        KrakenSays = krakenSays;
        await MoveOnAsync(periods: 7);

        Assert.Contains("Half a character. kraken: It says no.", begun, StringComparison.Ordinal);
        Assert.Equal([begun, "Live ticks are back, from kraken."], Said);
        Assert.All(Log.Lines, line => Assert.InRange(line.Level, LogLevel.Debug, LogLevel.Information));
        Assert.Equal(["NoPrice", "Stored"], Outcomes.Distinct());
    }

    [Fact]
    public async Task A_leap_is_accepted_once_a_slots_quote_has_made_it()
    {
        CoinbaseSays = KrakenSays = () => Task.FromResult(Quote("coinbase", 2 * Price));
        await StartAsync();
        await MoveOnAsync(periods: 1);
        Assert.Empty(Store.Ticks);

        SlotPrice = 2 * Price;
        Assert.True(await QuoteSlots.ReadAsync(At(10), TimeSpan.FromMinutes(1), Token));
        await MoveOnAsync(periods: 1);

        Assert.Equal(2 * Price, Assert.Single(Store.Ticks).Price);
    }
}
