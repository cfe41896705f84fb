using System.Diagnostics.Metrics;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Ticks;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>The worker of live ticks between two stub exchanges and a recording store, with a clock that the test moves.</summary>
public abstract class TickWorkerTestBase : IAsyncDisposable
{
    private protected const decimal Price = 60_000m;

    private protected static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly IMeterFactory _meters = new ServiceCollection()
        .AddMetrics()
        .BuildServiceProvider()
        .GetRequiredService<IMeterFactory>();
    private readonly MeterListener _listener = new();

    protected TickWorkerTestBase()
    {
        CoinbaseSays = () => Task.FromResult(Quote("coinbase", Price + 1));
        KrakenSays = () => Task.FromResult(Quote("kraken", Price + 2));
        Coinbase = new StubSource("coinbase", (_, token) => CoinbaseSays().WaitAsync(token));
        Kraken = new StubSource("kraken", (_, token) => KrakenSays().WaitAsync(token));
        QuoteSlots = Slots(
            new("one", (_, _) => Task.FromResult(Quote("one", SlotPrice))),
            new("two", (_, _) => Task.FromResult(Quote("two", SlotPrice)))
        );
        _listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "btctracker.ingest.ticks" && ReferenceEquals(instrument.Meter.Scope, _meters))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Outcomes.Add((string)tags[0].Value!));
        _listener.Start();
    }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected ManualTimeProvider Clock { get; } = new(IngestParts.Noon);

    private protected TickRecorder Store { get; } = new();

    private protected LogKeeper<TickWorker> Log { get; } = new();

    /// <summary>How each tick ended, as it is measured.</summary>
    private protected List<string> Outcomes { get; } = [];

    /// <summary>The exchanges that stray.</summary>
    private protected HashSet<string> LeftOut { get; } = [];

    private protected StubSource Coinbase { get; }

    private protected StubSource Kraken { get; }

    private protected SlotReader QuoteSlots { get; }

    /// <summary>The price that the next slot reads.</summary>
    private protected decimal SlotPrice { get; set; } = Price;

    private protected Func<Task<Quote>> CoinbaseSays { get; set; }

    private protected Func<Task<Quote>> KrakenSays { get; set; }

    private protected TickWorker? Worker { get; private set; }

    private protected IEnumerable<string> Said => Log.Lines.Where(line => line.Level > LogLevel.Debug).Select(line => line.Message).Skip(1);

    public async ValueTask DisposeAsync()
    {
        if (Worker is not null)
        {
            await Worker.StopAsync(CancellationToken.None);
            Worker.Dispose();
        }

        _listener.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static DateTimeOffset At(int seconds) => IngestParts.Noon.AddSeconds(seconds);

    private protected Quote Quote(string source, decimal price, int seconds = 0) =>
        IngestParts.Quote(price, Clock.GetUtcNow().AddSeconds(seconds), source);

    private protected SlotReader Slots(params StubSource[] sources) =>
        new(
            IngestParts.Reader(Clock, NullLogger<MarketReader>.Instance, sources),
            new Outbox(SlotGrid.Parse("5m", MarketMode.Live), IngestParts.Metrics(), NullLogger<Outbox>.Instance),
            IngestParts.StoreCalls(Clock),
            new LatestQuoteStore(null, null),
            IngestParts.Metrics(),
            Clock,
            NullLogger<SlotReader>.Instance
        );

    private protected async Task StartAsync(string mode = "live", string? tick = "10s", bool hasQuote = true, SlotReader? slots = null)
    {
        if (hasQuote && slots is null)
        {
            await QuoteSlots.ReadAsync(At(0), TimeSpan.FromMinutes(1), Token);
        }

        Worker = new TickWorker(
            new TickReader([Coinbase, Kraken], LeftOut.Contains, Clock),
            slots ?? QuoteSlots,
            IngestParts.StoreCalls(Clock),
            Store,
            Options.Create(new IngestOptions { ModeText = mode, Tick = tick }),
            new IngestMetrics(_meters),
            Clock,
            Log
        );
        await Worker.StartAsync(Token);
    }

    /// <summary>Lets periods go by, each once the worker waits again, and waits until it has done with the last.</summary>
    private protected async Task MoveOnAsync(int periods, int timers = 1)
    {
        for (var gone = 0; gone < periods; gone++)
        {
            await WaitsAsync(timers);
            Clock.Advance(Period);
        }

        await WaitsAsync(timers);
    }

    private protected Task WaitsAsync(int timers) => Eventually.IsTrueAsync(() => Clock.WaitingTimers == timers, Token);
}
