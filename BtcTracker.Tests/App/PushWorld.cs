using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Ingest.Slots;
using BtcTracker.Market;
using BtcTracker.Market.Push;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>A real store with a holder, a push service and a browser on this machine, and processes of ingest that come and go.</summary>
internal sealed class PushWorld : IAsyncDisposable
{
    public static readonly VapidKeys Keys = VapidKeys.Make();

    private readonly EmbeddedStore _engine;
    private readonly List<ServiceProvider> _processes = [];

    private PushWorld(EmbeddedStore engine, PushServiceStub service, HolderRecord holder, PriceStoreHost store) =>
        (_engine, Service, Holder, Store) = (engine, service, holder, store);

    public ManualTimeProvider Clock { get; } = new(IngestParts.Noon);

    public PushServiceStub Service { get; }

    public PushBrowser Browser { get; } = new();

    public PriceStoreHost Store { get; }

    public HolderRecord Holder { get; }

    public LogLines Log { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PushWorld> StartAsync()
    {
        var engine = await EmbeddedStore.StartAsync(engineName: null, Token);
        var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Token);
        var holder = new HolderRecord
        {
            Name = HolderName.Parse("Ana"),
            Id = "1",
            TokenHash = new string('a', 64),
            FirstBought = new DateOnly(2013, 4, 5),
            Created = IngestParts.Noon,
        };
        await store.Holders.TryCreateAsync(holder, Token);
        return new PushWorld(engine, await PushServiceStub.StartAsync(Token), holder, store);
    }

    /// <summary>Adds an alert of which the price is known to be at 90.</summary>
    public async Task<HolderAlert> AddAsync(decimal line = 100, AlertSide side = AlertSide.Above, PushSubscription? push = null) =>
        (
            await Store.HolderAlerts.TryAddAsync(
                Holder,
                new NewAlert(side, line, push ?? Browser.Subscription(), Reached: side is AlertSide.Below, IngestParts.Noon),
                Token
            )
        )!;

    public async Task<HolderAlert> AlertAsync() => Assert.Single(await Store.HolderAlerts.FindAsync(Holder, Token));

    /// <summary>A process of ingest that has just begun; it runs nothing by itself.</summary>
    public PushProcess Start(IHostResolver? resolver = null, IAlertShards? shards = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log));
        services.AddMetrics();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("Alerts:Push:Subject", "mailto:ops@example.com"),
                    new("Alerts:Push:PublicKey", Keys.PublicKey),
                    new("Alerts:Push:PrivateKey", Keys.PrivateKey),
                ])
                .Build()
        );
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(IngestParts.Metrics());
        services.AddSingleton(IngestParts.StoreCalls(Clock));
        services.AddSingleton(Store.Reader);
        services.AddSingleton(shards ?? Store.AlertShards);
        services.AddSingleton(resolver ?? new StubResolver(StubResolver.Public));
        services.AddSingleton(provider => new PushConnection(provider.GetRequiredService<PushHosts>(), Service.DialAsync));
        services.AddHolderAlerts();
        services
            .AddHttpClient(PushServices.HttpName)
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                var handler = provider.GetRequiredService<PushConnection>().CreateHandler();
                handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => Service.IsItsOwn(certificate);
                return handler;
            });
        var process = services.BuildServiceProvider();
        _processes.Add(process);
        return new PushProcess(this, process);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        Browser.Dispose();
        Store.Dispose();
        await Service.DisposeAsync();
        await _engine.DisposeAsync();
    }
}

/// <summary>The parts of ingest that evaluate and send.</summary>
internal sealed class PushProcess(PushWorld world, IServiceProvider services)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public HolderAlertWatcher Watcher => services.GetRequiredService<HolderAlertWatcher>();

    public PushWorker Worker => services.GetRequiredService<PushWorker>();

    /// <summary>The next slots' quotes, five minutes apart, which are stored and evaluated.</summary>
    public async Task QuoteAsync(params decimal[] prices)
    {
        foreach (var price in prices)
        {
            await EvaluateAsync(await StoreAsync(price));
        }
    }

    /// <summary>Stores the next slot's quote.</summary>
    public async Task<Quote> StoreAsync(decimal price, bool confirmed = true)
    {
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        var quote = IngestParts.Quote(price, world.Clock.GetUtcNow()) with { Confirmed = confirmed };
        await world.Store.Writer.TryPutQuoteAsync(quote, Token);
        return quote;
    }

    public Task EvaluateAsync(params Quote[] quotes)
    {
        Watcher.Add(quotes.Select(quote => new SlotOutcome(quote.Slot, quote)));
        return Watcher.EvaluateAsync(Token);
    }

    public Task<DateTimeOffset?> DeliverAsync() => services.GetRequiredService<PushDelivery>().DeliverDueAsync(Token);
}

/// <summary>Every line that is logged.</summary>
internal sealed class LogLines : ILoggerProvider
{
    public System.Collections.Concurrent.ConcurrentQueue<string> All { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Keeper(All);

    public void Dispose() { }

    private sealed class Keeper(System.Collections.Concurrent.ConcurrentQueue<string> all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => all.Enqueue(formatter(state, exception));
    }
}
