using BtcTracker.Ingest;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.MarketSim;
using BtcTracker.MarketSim.Markets;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>Ingest between a real store and the simulated market, each on a free port of its own.</summary>
internal sealed class IngestWorld : IAsyncDisposable
{
    private readonly WebApplication _simulation;
    private readonly string[] _arguments;
    private IHost? _ingest;

    private IngestWorld(EmbeddedStore store, WebApplication simulation, string[] arguments) =>
        (Store, _simulation, _arguments) = (store, simulation, arguments);

    public EmbeddedStore Store { get; }

    /// <summary>What ingest logged.</summary>
    public IngestLogLines Log { get; } = new();

    public ISimulatedMarket Market => _simulation.Services.GetRequiredService<ISimulatedMarket>();

    public IPriceReader Reader => _ingest!.Services.GetRequiredService<IPriceReader>();

    public IPriceWriter Writer => _ingest!.Services.GetRequiredService<IPriceWriter>();

    /// <summary>The arguments with which a process would join this world.</summary>
    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>Starts store and market, but not ingest; what a test does not change is demo with a slot every two seconds.</summary>
    public static async Task<IngestWorld> CreateAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var store = await EmbeddedStore.StartAsync(engineName: null, cancellationToken);
        var simulation = MarketSimApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Market:Mode=demo", .. arguments]);
        await simulation.StartAsync(cancellationToken);
        var market = simulation.Urls.Single();
        return new IngestWorld(store, simulation,
        [
            $"--AWS_ENDPOINT_URL_DYNAMODB={store.Endpoint}",
            "--Store:Table=ingest-test",
            $"--Sources:CoinMarketCap:BaseAddress={market}",
            $"--Sources:Coinbase:BaseAddress={market}",
            "--Market:Mode=demo",
            "--Ingest:Interval=2s",
            .. arguments,
        ]);
    }

    /// <summary>Starts ingest in this process.</summary>
    public async Task StartIngestAsync(CancellationToken cancellationToken, Action<HostApplicationBuilder>? change = null)
    {
        var builder = IngestApp.CreateBuilder(_arguments);
        builder.Logging.AddProvider(Log);
        change?.Invoke(builder);
        _ingest = builder.Build();
        await _ingest.StartAsync(cancellationToken);
    }

    /// <summary>Stops ingest as SIGTERM does; what it stored can still be read.</summary>
    public Task StopIngestAsync() => _ingest!.StopAsync(CancellationToken.None);

    /// <summary>The quotes of today and yesterday so far, oldest first.</summary>
    public async Task<IReadOnlyList<Quote>> QuotesAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        return await Reader.ReadQuotesAsync(Symbol.BtcUsd, new TimeRange(now.AddDays(-1), now.AddDays(1)), cancellationToken).ToListAsync(cancellationToken);
    }

    /// <summary>Waits until as many quotes are stored.</summary>
    public Task WaitForQuotesAsync(int count, CancellationToken cancellationToken) =>
        UntilAsync(async () => (await QuotesAsync(cancellationToken)).Count >= count, $"{count} quotes", cancellationToken);

    /// <summary>Waits until backfill has come up to now.</summary>
    public Task WaitForBackfillAsync(Interval interval, CancellationToken cancellationToken) => UntilAsync(
        async () => await Writer.FindWatermarkAsync(Symbol.BtcUsd, interval, cancellationToken) is { } watermark
            && watermark >= interval.OpenTimeOf(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(20)),
        $"the backfill of {interval}",
        cancellationToken);

    /// <summary>Waits for a condition, and says for what it waited in vain, with ingest's log.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        var end = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(90);
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, $"Waited in vain for {what}. {Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ingest is not null)
        {
            await _ingest.StopAsync(CancellationToken.None);
            _ingest.Dispose();
        }

        await _simulation.DisposeAsync();
        await Store.DisposeAsync();
        Log.Dispose();
    }
}
