using System.CommandLine;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Bitstamp;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;

namespace BtcTracker.Ingest.Commands.Verify;

/// <summary>The command <c>verify</c>: compares what is stored with what it was made of and with its sources.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(7);

    /// <summary>Own candles follow their quotes at once, but for the coarse ones that still form.</summary>
    private static readonly TimeSpan OwnSettled = TimeSpan.FromMinutes(1);

    // Bitcoin's first block; nothing has a price before.
    private static readonly DateTimeOffset Genesis = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Describes the command line.</summary>
    public static Command Create(IReadOnlyList<string> settings)
    {
        var interval = IntervalOption.Create("Candles of one interval only; else all that are stored.");
        var from = TimeOption.Create("--from", "The first time; else 7 days before the end.");
        var to = TimeOption.Create("--to", "The time before which it ends; else now.");
        var offline = new Option<bool>("--offline") { Description = "Ask no source: compare stored data with each other only." };
        var repair = new Option<bool>("--repair")
        {
            Description = "Put right what can be recomputed or read again; else nothing is changed.",
        };
        var command = new Command("verify", "Compare what is stored with what it was made of and with what its sources say now.")
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

    // Sources have settings of their own, which reading the store does not need.
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
        (DateTimeOffset? From, DateTimeOffset? To, Interval? Interval) asked,
        bool isOffline,
        bool repairs,
        CancellationToken cancellationToken
    )
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var to = asked.To < now ? asked.To.Value : now;
        var from = Later(asked.From ?? Later(to, Genesis + DefaultRange) - DefaultRange, Genesis);
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
                new VerifyRequest(range, asked.Interval, now - OwnSettled),
                report,
                isOffline,
                cancellationToken
            );
        }
        catch (Exception error) when (CommandExit.IsForTheUser(error) || error is OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{CommandExit.Reason(error)} Not everything was checked: run it again.");
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

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>Has readers load history of any age again, as after an import.</summary>
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
            // The page loads history whole every half an hour anyway.
        }
    }
}
