using BtcTracker.Ingest.Alerts;
using BtcTracker.Ingest.Alerts.Push;
using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Commands;
using BtcTracker.Ingest.Health;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Ingest.Storing;
using BtcTracker.Ingest.Ticks;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest;

/// <summary>Configures the worker; tests replace the clock and the network.</summary>
public static class IngestApp
{
    // The time that shutdown needs in addition to the drain: for the other workers and the last telemetry export.
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    /// <summary>Registers the worker and its dependencies.</summary>
    public static HostApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = CreatePartsBuilder(args);

        // Stopped in reverse order: first reading stops, then what was read is stored.
        builder.Services.AddHostedService(services => services.GetRequiredService<PushWorker>());
        builder.Services.AddHostedService(services => services.GetRequiredService<AlertWorker>());
        builder.Services.AddHostedService(services => services.GetRequiredService<StoreWorker>());
        builder.Services.AddHostedService<BackfillWorker>();
        builder.Services.AddHostedService<CoinMarketCapPlanWorker>();
        builder.Services.AddHostedService<RatesWorker>();
        builder.Services.AddHostedService<TickWorker>();
        builder.Services.AddHostedService<SlotWorker>();
        builder.AddHealthSocket();
        return builder;
    }

    /// <summary>Registers the dependencies of a single reading, without background workers.</summary>
    public static HostApplicationBuilder CreateOnceBuilder(string[] args)
    {
        var builder = CreatePartsBuilder([.. args.Where(argument => argument != SingleRun.Argument)]);
        builder.Services.AddSingleton<SingleRun>();

        // No process stays to read ticks; the schedule must say so.
        builder.Services.PostConfigure<IngestOptions>(options => options.Tick = "0");
        return builder;
    }

    /// <summary>Reads the current slot once.</summary>
    /// <returns>Null if the slot has its quote now; otherwise a sentence that says why not.</returns>
    public static Task<string?> TakeOneReadingAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<SingleRun>().TakeAsync(cancellationToken);

    private static void AddHealthSocket(this HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WorkerHeartbeat>();
        if (HealthSocket.NameIn(builder.Configuration) is { } name)
        {
            builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<HealthListener>(services, name));
        }
    }

    private static HostApplicationBuilder CreatePartsBuilder(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.AddServiceDefaults();
        builder.AddPriceWriter();
        builder
            .Services.AddOptions<HostOptions>()
            .Configure<IOptions<IngestOptions>>((host, ingest) => host.ShutdownTimeout = ingest.Value.DrainTime + EndTime);
        builder
            .Services.AddOptions<IngestOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Bind(configuration))
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<IngestOptions>, ValidateIngestOptions>();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<IngestOptions>>().Value.Grid);
        builder.Services.AddSingleton<IngestMetrics>();
        builder.Services.AddSources();
        builder.Services.AddSingleton(services => new TickReader(
            [services.GetRequiredService<CoinbaseSource>(), services.GetRequiredService<KrakenSource>()],
            services.GetRequiredService<MarketReader>().IsLeftOut,
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton<MarketReader>();
        builder.Services.AddSingleton<Outbox>();
        builder.Services.AddSingleton<StoreCalls>();
        builder.Services.AddSingleton<OwnCandles>();
        builder.Services.AddSingleton<SlotReader>();
        builder.Services.AddSingleton<IngestAnnouncer>();
        builder.Services.AddSingleton<QuoteBodies>();
        builder.Services.AddSingleton<BackfillReport>();
        builder.Services.AddSingleton<IWatermarks, StoredWatermarks>();
        builder.Services.AddSingleton<WickCheck>();
        builder.Services.AddSingleton<KnownSpreads>();
        builder.Services.AddSingleton<CandleBackfill>();
        builder.Services.AddAlerts();
        builder.Services.AddHolderAlerts();
        builder.Services.AddSingleton<SlotStorage>();
        builder.Services.AddSingleton<StoreWorker>();
        return builder;
    }
}
