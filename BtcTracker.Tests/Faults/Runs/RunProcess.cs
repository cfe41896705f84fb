using System.Diagnostics.Metrics;
using System.Reflection;
using Amazon.DynamoDBv2;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>What all processes of a run share.</summary>
/// <param name="Pump">Where they run.</param>
/// <param name="Market">Their network.</param>
/// <param name="Store">The store's address.</param>
/// <param name="Table">Its table.</param>
/// <param name="Random">Their jitter.</param>
internal sealed record RunWorld(Pump Pump, HttpMessageHandler Market, Uri Store, string Table, Random Random);

/// <summary>
/// Ingest's host inside a run: its worker that reads slots and its worker that stores them, on the run's thread and clock.
/// </summary>
internal sealed class RunProcess : IDisposable
{
    private static readonly BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic;
    private static readonly MethodInfo Execute = typeof(BackgroundService).GetMethod("ExecuteAsync", Own)!;
    private static readonly FieldInfo Executing = typeof(BackgroundService).GetField("_executeTask", Own)!;
    private static readonly FieldInfo Stopping = typeof(BackgroundService).GetField("_stoppingCts", Own)!;

    private readonly RunWorld _world;
    private readonly ProcessClock _clock;
    private readonly Pump.ProcessContext _context;
    private readonly IHost _host;

    public RunProcess(RunWorld world, ProcessClock clock, StoreGate gate, ILoggerProvider? logs = null)
    {
        (_world, _clock, _context, Gate) = (world, clock, world.Pump.NewContext(clock), gate);
        _host = Build(logs);
    }

    public StoreGate Gate { get; }

    public IMeterFactory Meters => _host.Services.GetRequiredService<IMeterFactory>();

    private SlotWorker Slots => _host.Services.GetServices<IHostedService>().OfType<SlotWorker>().Single();

    private StoreWorker Storing => _host.Services.GetRequiredService<StoreWorker>();

    /// <summary>
    /// Starts the workers in the host's order. The one that stores takes its turns at the pump; the one that reads goes on wherever its
    /// clock or network wakes it.
    /// </summary>
    public void Start()
    {
        _clock.CancelledDelays.Inside(() =>
        {
            _context.Run(() => Start(Storing));
            Start(Slots);
        });
        _world.Pump.Drain();
    }

    /// <summary>Stops the workers in the host's order: nothing more is read, then what was read is stored.</summary>
    /// <returns>The end.</returns>
    public Task StopAsync()
    {
        StopNow(Slots);
        _clock.CancelledDelays.AssertNoOther();
        Task? stop = null;
        _clock.CancelledDelays.Inside(() => _context.Run(() => stop = Storing.StopAsync(CancellationToken.None)));
        return stop!;
    }

    /// <summary>
    /// Whether the storing worker has stopped as asked; the framework reports its end later, on another thread.
    /// </summary>
    public bool HasEnded => Storing.ExecuteTask!.IsCompleted;

    /// <summary>Ends the process between two steps, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _context.IsDead = true;
        _clock.Kill();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Kill();
        _host.Dispose();
    }

    // As BackgroundService.StartAsync does, which would go on in another thread.
    private static void Start(BackgroundService worker)
    {
        var stopping = new CancellationTokenSource();
        Stopping.SetValue(worker, stopping);
        Executing.SetValue(worker, Execute.Invoke(worker, [stopping.Token]));
    }

    private void StopNow(BackgroundService worker)
    {
        ((CancellationTokenSource)Stopping.GetValue(worker)!).Cancel();
        _clock.CancelledDelays.Settle();
        Assert.True(worker.ExecuteTask!.IsCompleted, "The worker that reads does not end at once.");
        Assert.False(worker.ExecuteTask.IsFaulted, worker.ExecuteTask.Exception?.ToString());
    }

    private IHost Build(ILoggerProvider? logs)
    {
        var builder = IngestApp.CreateBuilder([
            "--Market:Mode=live",
            "--Ingest:Interval=5m",
            "--Ingest:Tick=0",
            $"--AWS_ENDPOINT_URL_DYNAMODB={_world.Store}",
            $"--Store:Table={_world.Table}",
            "--Sources:CoinMarketCap:BaseAddress=http://coinmarketcap.test",
            "--Sources:Coinbase:BaseAddress=http://coinbase.test",
            "--Sources:Kraken:BaseAddress=http://kraken.test",
        ]);
        builder.Logging.ClearProviders();
        if (logs is not null)
        {
            builder.Logging.AddProvider(logs);
        }

        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton(_world.Random);
        builder.Services.AddSingleton<IAmazonDynamoDB>(_ => new GatedStore(_world.Store, Gate));
        foreach (var client in new[] { SourcesExtensions.CoinMarketCapHttp, SourcesExtensions.CoinbaseHttp, SourcesExtensions.KrakenHttp })
        {
            builder.Services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new Unowned(_world.Market));
        }

        return builder.Build();
    }

    /// <summary>A handler that outlives its client.</summary>
    private sealed class Unowned(HttpMessageHandler handler) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _handler = new(handler, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _handler.SendAsync(request, cancellationToken);
    }
}
