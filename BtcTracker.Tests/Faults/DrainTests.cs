using System.Diagnostics;
using System.Diagnostics.Metrics;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Storing;
using BtcTracker.Market;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.Faults;

/// <summary>How long the end of ingest waits for a store that is slow or down: <c>Ingest:DrainTime</c>.</summary>
[Trait("Level", "Faults")]
public sealed class DrainTests : IAsyncLifetime
{
    private const int Quotes = 3;

    // Together they take longer than the end waits where nothing is to be saved.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly DateTimeOffset First = Interval.OneDay.OpenTimeOf(TimeProvider.System.GetUtcNow()).AddHours(-12);

    private readonly LogKeeper<StoreWorker> _log = new();
    private IngestWorld? _world;

    private IngestWorld World => _world!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Theory]
    [InlineData("30s", 0)]
    [InlineData("00:00:03", 2)]
    public async Task A_slow_store_gets_every_reading_within_the_time_and_what_is_lost_beyond_it_is_reported(string time, int lost)
    {
        using var host = Build(time, Pause);
        using var listener = new MeterListener { InstrumentPublished = ListenToLost };
        var (counted, meters) = (0L, host.Services.GetRequiredService<IMeterFactory>());
        listener.SetMeasurementEventCallback<long>(
            (instrument, count, _, _) => Interlocked.Add(ref counted, ReferenceEquals(instrument.Meter.Scope, meters) ? count : 0)
        );
        listener.Start();
        var worker = host.Services.GetRequiredService<StoreWorker>();
        var outbox = host.Services.GetRequiredService<Outbox>();
        await worker.StartAsync(Token);
        await Eventually.GetAsync(() => World.Reader.FindScheduleAsync(Token), schedule => schedule is not null, Token);
        foreach (var slot in Enumerable.Range(0, Quotes).Select(number => First.AddSeconds(number)))
        {
            outbox.Add(new SlotOutcome(slot, MarketData.Quote(slot, 60_000m, "demo:coinbase")));
        }

        await worker.StopAsync(Token);

        Assert.Equal(lost, counted);
        Assert.Equal(Quotes - lost, (await World.QuotesAsync()).Count);
        Assert.Equal(
            lost == 0 ? [] : [(LogLevel.Error, $"Ingest stopped with {lost} readings that the store did not accept.")],
            _log.Lines.Where(line => line.Level >= LogLevel.Error)
        );
    }

    [Fact]
    public async Task With_no_reading_to_save_a_store_that_is_down_does_not_keep_the_end_waiting()
    {
        await World.Store.KillAsync();
        using var host = Build("100s", TimeSpan.Zero);
        var worker = host.Services.GetRequiredService<StoreWorker>();
        await worker.StartAsync(Token);

        var started = Stopwatch.StartNew();
        await worker.StopAsync(Token);

        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Empty(_log.Lines);
    }

    private IHost Build(string time, TimeSpan pause)
    {
        var builder = IngestApp.CreateBuilder(World.Arguments(("Ingest__Interval", "1s"), ("Ingest__DrainTime", time)));
        builder.Services.AddSingleton<ILogger<StoreWorker>>(_log);
        builder.Services.AddSingleton(_ => SlowStore.Over(World.Writer, pause));
        return builder.Build();
    }

    private static void ListenToLost(Instrument instrument, MeterListener listener)
    {
        if (instrument is { Name: "btctracker.ingest.quotes.lost", Meter.Name: IngestMetrics.Name })
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }
}
