using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>When the worker of live ticks asks, what it stores, and what it reports.</summary>
[Trait("Level", "Unit")]
public sealed class TickWorkerTests : TickWorkerTestBase
{
    [Fact]
    public async Task Each_period_Coinbases_price_is_stored_and_Kraken_is_not_called()
    {
        await StartAsync();
        await MoveOnAsync(periods: 3);

        Assert.Equal([At(10), At(20), At(30)], Store.Ticks.Select(tick => tick.AsOf));
        Assert.Equal(new Tick(Price + 1, At(30), "coinbase"), Store.Ticks[^1]);
        Assert.Empty(Kraken.AskedFor);
        Assert.Empty(Said);
        Assert.Equal(["Stored", "Stored", "Stored"], Outcomes);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_source_that_hangs()
    {
        CoinbaseSays = () => new TaskCompletionSource<Quote>().Task;
        await StartAsync();
        await WaitsAsync(timers: 1);
        Clock.Advance(Period);
        await Eventually.IsTrueAsync(() => !Coinbase.AskedFor.IsEmpty, Token);

        await Worker!.StopAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);

        Assert.Empty(Store.Ticks);
        Assert.Empty(Said);
    }

    [Fact]
    public async Task Nothing_is_asked_before_there_is_a_quote_to_hold_the_price_against()
    {
        await StartAsync(hasQuote: false);
        await MoveOnAsync(periods: 3);

        Assert.Empty(Coinbase.AskedFor);
        Assert.Empty(Outcomes);
    }

    [Fact]
    public async Task Nothing_is_asked_while_a_slot_is_being_read()
    {
        var answer = new TaskCompletionSource<Quote>();
        var slots = Slots(new StubSource("one", (_, _) => answer.Task));
        answer.SetResult(Quote("one", Price));
        await slots.ReadAsync(At(0), TimeSpan.FromMinutes(1), Token);
        answer = new TaskCompletionSource<Quote>();
        var slot = slots.ReadAsync(At(0), TimeSpan.FromMinutes(1), Token);
        await StartAsync(slots: slots);
        await MoveOnAsync(periods: 2, timers: 2);
        Assert.Empty(Coinbase.AskedFor);

        answer.SetResult(Quote("one", Price));
        await slot;
        await MoveOnAsync(periods: 1);

        Assert.Equal(At(30), Assert.Single(Store.Ticks).AsOf);
    }

    [Fact]
    public async Task A_price_that_is_not_newer_is_not_written_again()
    {
        CoinbaseSays = () => Task.FromResult(Quote("coinbase", Price) with { AsOf = At(9) });
        await StartAsync();
        await MoveOnAsync(periods: 3);

        Assert.Single(Store.Ticks);
        Assert.Equal(["Stored", "Unchanged", "Unchanged"], Outcomes);
    }

    [Theory]
    [InlineData(typeof(PriceStoreException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task A_store_that_fails_is_said_once_and_the_next_tick_is_tried(Type failure)
    {
        Store.Failure = (Exception)Activator.CreateInstance(failure, "It is not there.")!;
        await StartAsync();
        await MoveOnAsync(periods: 3);
        Assert.Equal(["The live tick was not stored; the next one follows: It is not there."], Said);

        Store.Failure = null;
        await MoveOnAsync(periods: 2);

        Assert.Equal([At(40), At(50)], Store.Ticks.Select(tick => tick.AsOf));
        Assert.Equal("Live ticks are stored again.", Said.Last());
        Assert.Equal(["NotStored", "NotStored", "NotStored", "Stored", "Stored"], Outcomes);
    }

    [Theory]
    [InlineData("demo", null)]
    [InlineData("replay", null)]
    [InlineData("live", "0")]
    public async Task It_ends_at_once_where_it_is_off(string mode, string? tick)
    {
        await StartAsync(mode: mode, tick: tick);

        await Worker!.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task Live_it_is_on_by_default()
    {
        await StartAsync(tick: null);
        await MoveOnAsync(periods: 1);

        Assert.Single(Store.Ticks);
    }
}
