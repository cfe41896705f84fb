using System.Diagnostics.Metrics;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Ticks;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class TickWorkerTests : IAsyncDisposable
{
    private const decimal Price = 60_000m;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly TickRecorder _store = new();
    private readonly LogKeeper<TickWorker> _log = new();
    private readonly IMeterFactory _meters = new ServiceCollection()
        .AddMetrics()
        .BuildServiceProvider()
        .GetRequiredService<IMeterFactory>();
    private readonly List<string> _outcomes = [];
    private readonly HashSet<string> _leftOut = [];
    private readonly MeterListener _listener = new();
    private readonly StubSource _coinbase;
    private readonly StubSource _kraken;
    private readonly SlotReader _slots;
    private decimal _slotPrice = Price;
    private Func<Task<Quote>> _coinbaseSays;
    private Func<Task<Quote>> _krakenSays;
    private TickWorker? _worker;

    public TickWorkerTests()
    {
        _coinbaseSays = () => Task.FromResult(Quote("coinbase", Price + 1));
        _krakenSays = () => Task.FromResult(Quote("kraken", Price + 2));
        _coinbase = new StubSource("coinbase", (_, token) => _coinbaseSays().WaitAsync(token));
        _kraken = new StubSource("kraken", (_, token) => _krakenSays().WaitAsync(token));
        _slots = Slots(
            new("one", (_, _) => Task.FromResult(Quote("one", _slotPrice))),
            new("two", (_, _) => Task.FromResult(Quote("two", _slotPrice)))
        );
        _listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "btctracker.ingest.ticks" && ReferenceEquals(instrument.Meter.Scope, _meters))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _outcomes.Add((string)tags[0].Value!));
        _listener.Start();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string> Said => _log.Lines.Where(line => line.Level > LogLevel.Debug).Select(line => line.Message).Skip(1);

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.StopAsync(CancellationToken.None);
            _worker.Dispose();
        }

        _listener.Dispose();
    }

    [Fact]
    public async Task Each_period_Coinbases_price_is_stored_and_Kraken_is_not_called()
    {
        await StartAsync();
        await MoveOnAsync(periods: 3);

        Assert.Equal([At(10), At(20), At(30)], _store.Ticks.Select(tick => tick.AsOf));
        Assert.Equal(new Tick(Price + 1, At(30), "coinbase"), _store.Ticks[^1]);
        Assert.Empty(_kraken.AskedFor);
        Assert.Empty(Said);
        Assert.Equal(["Stored", "Stored", "Stored"], _outcomes);
    }

    [Theory]
    [InlineData(SourceFailure.Unreachable)]
    [InlineData(SourceFailure.AddressLimit)]
    [InlineData(SourceFailure.InvalidBody)]
    public async Task Kraken_replaces_a_Coinbase_that_fails_and_is_not_called_for_a_while(SourceFailure failure)
    {
        _coinbaseSays = () => throw new SourceException(failure, "It says no.");
        await StartAsync();
        await MoveOnAsync(periods: 12);

        Assert.Equal(12, _store.Ticks.Count);
        Assert.All(_store.Ticks, tick => Assert.Equal("kraken", tick.Source));
        Assert.InRange(_coinbase.AskedFor.Count, 2, 6);
        Assert.Empty(Said);
    }

    [Fact]
    public async Task Kraken_replaces_a_Coinbase_that_is_left_out_because_it_strays()
    {
        _leftOut.Add("coinbase");
        await StartAsync();
        await MoveOnAsync(periods: 2);

        Assert.Equal(["kraken", "kraken"], _store.Ticks.Select(tick => tick.Source));
        Assert.Empty(_coinbase.AskedFor);
    }

    [Fact]
    public async Task Kraken_replaces_a_Coinbase_that_hangs_within_the_same_tick()
    {
        _coinbaseSays = () => new TaskCompletionSource<Quote>().Task;
        await StartAsync();
        await WaitsAsync(timers: 1);
        _clock.Advance(Period);
        await Eventually.IsTrueAsync(() => !_coinbase.AskedFor.IsEmpty && _clock.WaitingTimers == 1, Token);
        _clock.Advance(TimeSpan.FromSeconds(2.5)); // Half of five.
        await WaitsAsync(timers: 1);

        Assert.Equal("kraken", Assert.Single(_store.Ticks).Source);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_source_that_hangs()
    {
        _coinbaseSays = () => new TaskCompletionSource<Quote>().Task;
        await StartAsync();
        await WaitsAsync(timers: 1);
        _clock.Advance(Period);
        await Eventually.IsTrueAsync(() => !_coinbase.AskedFor.IsEmpty, Token);

        await _worker!.StopAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);

        Assert.Empty(_store.Ticks);
        Assert.Empty(Said);
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
        _coinbaseSays = () => Task.FromResult(Quote("coinbase", price, seconds));
        await StartAsync();
        await MoveOnAsync(periods: 1);
        Assert.Equal("kraken", Assert.Single(_store.Ticks).Source);

        _krakenSays = () => Task.FromResult(Quote("kraken", price, seconds));
        await MoveOnAsync(periods: 1);
        Assert.Single(_store.Ticks);
        Assert.Contains($"({reason})", Assert.Single(Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silence_is_said_once_when_it_begins_and_once_when_it_ends()
    {
        _coinbaseSays = () => throw new InvalidOperationException("Half a character.");
        var krakenSays = _krakenSays;
        _krakenSays = () => throw new SourceException(SourceFailure.Server, "It says no.");
        await StartAsync();
        await MoveOnAsync(periods: 20);
        var begun = Assert.Single(Said);

        _krakenSays = krakenSays;
        await MoveOnAsync(periods: 7);

        Assert.Contains("Half a character. kraken: It says no.", begun, StringComparison.Ordinal);
        Assert.Equal([begun, "Live ticks are back, from kraken."], Said);
        Assert.All(_log.Lines, line => Assert.InRange(line.Level, LogLevel.Debug, LogLevel.Information));
        Assert.Equal(["NoPrice", "Stored"], _outcomes.Distinct());
    }

    [Fact]
    public async Task A_leap_is_accepted_once_a_slots_quote_has_made_it()
    {
        _coinbaseSays = _krakenSays = () => Task.FromResult(Quote("coinbase", 2 * Price));
        await StartAsync();
        await MoveOnAsync(periods: 1);
        Assert.Empty(_store.Ticks);

        _slotPrice = 2 * Price;
        Assert.True(await _slots.ReadAsync(At(10), TimeSpan.FromMinutes(1), Token));
        await MoveOnAsync(periods: 1);

        Assert.Equal(2 * Price, Assert.Single(_store.Ticks).Price);
    }

    [Fact]
    public async Task Nothing_is_asked_before_there_is_a_quote_to_hold_the_price_against()
    {
        await StartAsync(hasQuote: false);
        await MoveOnAsync(periods: 3);

        Assert.Empty(_coinbase.AskedFor);
        Assert.Empty(_outcomes);
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
        Assert.Empty(_coinbase.AskedFor);

        answer.SetResult(Quote("one", Price));
        await slot;
        await MoveOnAsync(periods: 1);

        Assert.Equal(At(30), Assert.Single(_store.Ticks).AsOf);
    }

    [Fact]
    public async Task A_price_that_is_not_newer_is_not_written_again()
    {
        _coinbaseSays = () => Task.FromResult(Quote("coinbase", Price) with { AsOf = At(9) });
        await StartAsync();
        await MoveOnAsync(periods: 3);

        Assert.Single(_store.Ticks);
        Assert.Equal(["Stored", "Unchanged", "Unchanged"], _outcomes);
    }

    [Theory]
    [InlineData(typeof(PriceStoreException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task A_store_that_fails_is_said_once_and_the_next_tick_is_tried(Type failure)
    {
        _store.Failure = (Exception)Activator.CreateInstance(failure, "It is not there.")!;
        await StartAsync();
        await MoveOnAsync(periods: 3);
        Assert.Equal(["The live tick was not stored; the next one follows: It is not there."], Said);

        _store.Failure = null;
        await MoveOnAsync(periods: 2);

        Assert.Equal([At(40), At(50)], _store.Ticks.Select(tick => tick.AsOf));
        Assert.Equal("Live ticks are stored again.", Said.Last());
        Assert.Equal(["NotStored", "NotStored", "NotStored", "Stored", "Stored"], _outcomes);
    }

    [Theory]
    [InlineData("demo", null)]
    [InlineData("replay", null)]
    [InlineData("live", "0")]
    public async Task It_ends_at_once_where_it_is_off(string mode, string? tick)
    {
        await StartAsync(mode: mode, tick: tick);

        await _worker!.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Live_it_is_on_by_default()
    {
        await StartAsync(tick: null);
        await MoveOnAsync(periods: 1);

        Assert.Single(_store.Ticks);
    }

    private static DateTimeOffset At(int seconds) => IngestParts.Noon.AddSeconds(seconds);

    private Quote Quote(string source, decimal price, int seconds = 0) =>
        IngestParts.Quote(price, _clock.GetUtcNow().AddSeconds(seconds), source);

    private SlotReader Slots(params StubSource[] sources) =>
        new(
            IngestParts.Reader(_clock, NullLogger<MarketReader>.Instance, sources),
            new Outbox(SlotGrid.Parse("5m", MarketMode.Live), IngestParts.Metrics(), NullLogger<Outbox>.Instance),
            IngestParts.StoreCalls(_clock),
            new LatestQuoteStore(null, null),
            IngestParts.Metrics(),
            _clock,
            NullLogger<SlotReader>.Instance
        );

    private async Task StartAsync(string mode = "live", string? tick = "10s", bool hasQuote = true, SlotReader? slots = null)
    {
        if (hasQuote && slots is null)
        {
            await _slots.ReadAsync(At(0), TimeSpan.FromMinutes(1), Token);
        }

        _worker = new TickWorker(
            new TickReader([_coinbase, _kraken], _leftOut.Contains, _clock),
            slots ?? _slots,
            IngestParts.StoreCalls(_clock),
            _store,
            Options.Create(new IngestOptions { ModeText = mode, Tick = tick }),
            new IngestMetrics(_meters),
            _clock,
            _log
        );
        await _worker.StartAsync(Token);
    }

    /// <summary>Lets periods go by, each once the worker waits again, and waits until it has done with the last.</summary>
    private async Task MoveOnAsync(int periods, int timers = 1)
    {
        for (var gone = 0; gone < periods; gone++)
        {
            await WaitsAsync(timers);
            _clock.Advance(Period);
        }

        await WaitsAsync(timers);
    }

    private Task WaitsAsync(int timers) => Eventually.IsTrueAsync(() => _clock.WaitingTimers == timers, Token);
}
