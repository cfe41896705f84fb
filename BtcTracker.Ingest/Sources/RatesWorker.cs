using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Ingest.Sources.EuropeanCentralBank;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Sources;

/// <summary>
/// Stores currency rates, at the start and once per UTC day: CoinMarketCap's with an API key, and the European Central Bank's for those
/// that are missing. Its failures do not affect readings.
/// </summary>
public sealed partial class RatesWorker(
    CoinMarketCapClient client,
    CoinMarketCapRates keyed,
    EuropeanCentralBankSource bank,
    IPriceReader reader,
    IPriceWriter writer,
    StoreCalls store,
    IOptions<IngestOptions> options,
    TimeProvider clock,
    ILogger<RatesWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromHours(1);

    // The simulated market has no plan.
    private bool HasKey => client.HasKey && options.Value.Mode == MarketMode.Live;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The days of a replay are not the bank's.
        if (!options.Value.ReadsRates || options.Value.Mode == MarketMode.Replay)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var isDone = await TryAsync(ReadAndStoreAsync, "The currency rates", stoppingToken);
            await Task.Delay(isDone ? UntilTomorrow() : PauseAfterFailure, clock, stoppingToken);
        }
    }

    private async Task<bool> ReadAndStoreAsync(CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("read currency rates");

        // A restart or a concurrent instance must not pay again for rates that are stored.
        var latest = await store.OnceAsync(reader.FindRatesAsync, cancellationToken);
        if (latest is { Source: SourceNames.CoinMarketCap } && IsOfToday(latest))
        {
            return true;
        }

        var first = HasKey ? await TryReadAsync(keyed.ReadAsync, "CoinMarketCap's currency rates", cancellationToken) : null;
        var second = await TryReadAsync(bank.ReadRatesAsync, "The European Central Bank's rates", cancellationToken);
        if (first?.CompletedBy(second) is { } rates || (rates = second) is not null)
        {
            if (await store.UntilDoneAsync(token => writer.TryPutRatesAsync(rates, token), cancellationToken))
            {
                Log.Stored(logger, rates.PerDollar.Count, rates.Source, rates.AsOf);
            }
        }

        return HasKey ? first is not null : second is not null;
    }

    private async Task<CurrencyRates?> TryReadAsync(
        Func<CancellationToken, Task<CurrencyRates>> read,
        string what,
        CancellationToken cancellationToken
    )
    {
        CurrencyRates? rates = null;
        return await TryAsync(async token => (rates = await read(token)) is not null, what, cancellationToken) ? rates : null;
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> act, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await act(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, what, exception.Message);
            return false;
        }
    }

    private bool IsOfToday(CurrencyRates rates) => Interval.OneDay.OpenTimeOf(rates.AsOf) == Interval.OneDay.OpenTimeOf(clock.GetUtcNow());

    // A few minutes after midnight, because prices lag behind the clock.
    private TimeSpan UntilTomorrow()
    {
        var now = clock.GetUtcNow();
        return Interval.OneDay.OpenTimeOf(now).AddDays(1).AddMinutes(10) - now;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Stored the rates of {Count} currencies from {Source} as of {AsOf:u}.")]
        public static partial void Stored(ILogger logger, int count, string source, DateTimeOffset asOf);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{What} could not be read; older ones are kept, and readings are not affected: {Reason}"
        )]
        public static partial void Failed(ILogger logger, string what, string reason);
    }
}
