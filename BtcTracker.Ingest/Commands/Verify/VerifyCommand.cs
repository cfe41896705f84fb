using System.CommandLine;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Bitstamp;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;

namespace BtcTracker.Ingest.Commands.Verify;

/// <summary>The command <c>verify</c>: compares stored data with what it was computed from and with its sources.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(7);

    /// <summary>Candles of our own quotes are up to date, except for coarse ones that are still forming.</summary>
    private static readonly TimeSpan OwnSettled = TimeSpan.FromMinutes(1);

    // Bitcoin's first block; there is no earlier price.
    private static readonly DateTimeOffset Genesis = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Creates the command.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var interval = IntervalOption.Create("Candles of one interval only. Default: all that are stored.");
        var from = TimeOption.Create("--from", "The first time. Default: 7 days before the end.");
        var to = TimeOption.Create("--to", "The end, exclusive. Default: now.");
        var offline = new Option<bool>("--offline") { Description = "Call no source: only check the consistency of stored data." };
        var repair = new Option<bool>("--repair")
        {
            Description = "Repair what can be recomputed or fetched again. Default: change nothing.",
        };
        var command = new Command("verify", "Compare stored data with what it was computed from and with what its sources return now.")
        {
            from,
            to,
            interval,
            offline,
            repair,
        };
        command.Validators.Add(result => TimeOption.CheckOrder(result, from, to));
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var isOffline = parsed.GetValue(offline);
                return RunAsync(
                    settings,
                    isOffline,
                    services =>
                        RunAsync(
                            services,
                            (parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(interval)),
                            isOffline,
                            parsed.GetValue(repair),
                            cancellationToken
                        )
                );
            }
        );
        return command;
    }

    // Sources have their own settings, which reading the store does not need.
    private static Task<int> RunAsync(IReadOnlyList<string> settings, bool isOffline, Func<IServiceProvider, Task<int>> verify)
    {
        return isOffline ? CommandHost.RunAsync(settings, verify) : StartUp.RunAsync(Build, host => verify(host.Services));

        IHost Build()
        {
            var builder = IngestApp.CreateOnceBuilder([.. settings]);
            builder.Logging.ClearProviders();
            return builder.Build();
        }
    }

    private static async Task<int> RunAsync(
        IServiceProvider services,
        (DateTimeOffset? From, DateTimeOffset? To, Interval? Interval) requested,
        bool isOffline,
        bool repairs,
        CancellationToken cancellationToken
    )
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var to = requested.To < now ? requested.To.Value : now;
        var from = Later(requested.From ?? Later(to, Genesis + DefaultRange) - DefaultRange, Genesis);
        if (from >= to)
        {
            var empty =
                from >= now ? $"--from {from.UtcDateTime:u} is in the future" : $"--to {to.UtcDateTime:u} is before Bitcoin's first block";
            await Console.Error.WriteLineAsync($"{empty}: nothing is stored there.");
            return CommandExit.Wrong;
        }

        var range = new TimeRange(from, to);
        var report = new VerifyReport(Console.Out, repairs);
        try
        {
            return await VerifyAsync(
                services,
                new VerifyRequest(range, requested.Interval, now - OwnSettled),
                report,
                isOffline,
                cancellationToken
            );
        }
        catch (Exception error) when (CommandExit.IsForTheUser(error) || error is OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{CommandExit.Reason(error)} Not everything was checked. Run it again.");
            return CommandExit.CodeOf(error);
        }
        finally
        {
            await AnnounceAsync(services, report, now);
        }
    }

    private static async Task<int> VerifyAsync(
        IServiceProvider services,
        VerifyRequest request,
        VerifyReport report,
        bool isOffline,
        CancellationToken cancellationToken
    )
    {
        await services.GetRequiredService<IPriceWriter>().CheckTableAsync(cancellationToken);
        var slots = await ActivatorUtilities.CreateInstance<StoredCheck>(services, report).RunAsync(request, cancellationToken);
        await ActivatorUtilities.CreateInstance<SlotCheck>(services, report).RunAsync(request.Range, slots, cancellationToken);
        var silent = isOffline
            ? null
            : await ActivatorUtilities
                .CreateInstance<ExchangeCheck>(services, report, SourcesOf(services))
                .RunAsync(request, cancellationToken);
        await Console.Out.WriteLineAsync(report.Summary(request.Range));
        if (silent is not null)
        {
            await Console.Error.WriteLineAsync($"{silent} Run it again, or with --offline.");
        }

        return report.IsClean && silent is null ? CommandExit.Done : CommandExit.Wrong;
    }

    private static IReadOnlyList<ICandleSource> SourcesOf(IServiceProvider services) =>
        [
            services.GetRequiredService<CoinbaseSource>(),
            services.GetRequiredService<BitstampSource>(),
            services.GetRequiredService<KrakenSource>(),
        ];

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;

    /// <summary>Makes readers reload the history, as after an import.</summary>
    private static async Task AnnounceAsync(IServiceProvider services, VerifyReport report, DateTimeOffset now)
    {
        if (report.Repaired == 0)
        {
            return;
        }

        try
        {
            await services.GetRequiredService<IPriceWriter>().RaiseLastImportAsync(now, CancellationToken.None);
        }
        catch (PriceStoreException)
        {
            // The page reloads the history every 30 minutes anyway.
        }
    }
}
