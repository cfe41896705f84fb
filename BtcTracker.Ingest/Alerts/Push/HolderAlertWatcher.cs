using System.Collections.Concurrent;
using BtcTracker.Ingest.Slots;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Holders;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>
/// Evaluates holders' alerts on the confirmed quotes that were stored, and stores what crossed before anything is sent. A quote that it has
/// seen changes nothing, so each may come twice.
/// </summary>
public sealed partial class HolderAlertWatcher(
    HolderAlertCache cache,
    IAlertShards shards,
    PushSignals signals,
    StoreCalls store,
    IPriceReader reader,
    IOptions<PushOptions> options,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<HolderAlertWatcher> logger
)
{
    private const int LargestBacklog = 1_000;
    private const int WritesAtOnce = 8;

    // A holder changes an alert at the same time; more often than this nobody does.
    private const int Rounds = 5;

    // How far back quotes are looked at that a process stored and did not evaluate before its end.
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromDays(1);

    private readonly ConcurrentQueue<Quote> _waiting = new();
    private bool _caughtUp;

    /// <summary>Takes what was stored, to be evaluated later; it never waits.</summary>
    public void Add(IEnumerable<SlotOutcome> stored)
    {
        if (!options.Value.IsOn)
        {
            return;
        }

        foreach (var quote in stored.Select(outcome => outcome.Quote).OfType<Quote>())
        {
            _waiting.Enqueue(quote);
        }

        while (_waiting.Count > LargestBacklog)
        {
            _waiting.TryDequeue(out _);
        }

        signals.Quoted();
    }

    /// <summary>Evaluates the quotes that wait, oldest first. Used by one caller at a time.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses; the quotes wait on.</exception>
    public async Task EvaluateAsync(CancellationToken cancellationToken)
    {
        await cache.RefreshAsync(cancellationToken);
        await CatchUpAsync(cancellationToken);
        DateTimeOffset? last = null;
        while (_waiting.TryPeek(out var quote))
        {
            await EvaluateAsync(quote, cancellationToken);
            _waiting.TryDequeue(out _);
            last = quote.Slot;
        }

        if (last is { } slot)
        {
            await store.OnceAsync(token => PutEvaluatedAsync(slot, token), cancellationToken);
        }
    }

    /// <summary>The quotes that the process before has stored and not evaluated.</summary>
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (_caughtUp)
        {
            return;
        }

        var now = clock.GetUtcNow();
        if (await store.OnceAsync(shards.FindEvaluatedAsync, cancellationToken) is { } last && last < now)
        {
            var from = last < now - LongestCatchUp ? now - LongestCatchUp : last.AddSeconds(1);
            var quotes = await store.OnceAsync(
                async token => await reader.ReadQuotesAsync(Symbol.BtcUsd, new TimeRange(from, now), token).ToListAsync(token),
                cancellationToken,
                StoreCalls.LongTryLimit
            );
            foreach (var quote in quotes)
            {
                await EvaluateAsync(quote, cancellationToken);
            }
        }

        _caughtUp = true;
    }

    private async Task EvaluateAsync(Quote quote, CancellationToken cancellationToken)
    {
        if (!quote.MayBeExtreme)
        {
            return;
        }

        for (var round = 0; round < Rounds; round++)
        {
            var isDone = await StoreAsync(Changed(cache.All, quote, clock.GetUtcNow()), cancellationToken);
            if (isDone)
            {
                return;
            }

            await cache.RefreshAsync(cancellationToken);
        }
    }

    /// <summary>The alerts that a quote changes, before and after.</summary>
    public static List<(HolderAlert Before, HolderAlert After)> Changed(
        IReadOnlyList<HolderAlert> alerts,
        Quote quote,
        DateTimeOffset now
    ) =>
        [
            .. alerts
                .Select(alert => (Before: alert, After: alert.After(quote, now)))
                .Where(change => !ReferenceEquals(change.Before, change.After)),
        ];

    /// <returns>Whether nobody else changed one of them meanwhile.</returns>
    private async Task<bool> StoreAsync(List<(HolderAlert Before, HolderAlert After)> changes, CancellationToken cancellationToken)
    {
        var met = 0;
        await Parallel.ForEachAsync(
            changes,
            new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken },
            async (change, token) =>
            {
                if (!await cache.TryReplaceAsync(change.Before, change.After, token))
                {
                    Interlocked.Increment(ref met);
                }
                else if (change.After.Pending is not null && change.After.Pending != change.Before.Pending)
                {
                    metrics.Pushed(AlertOutcome.Raised);
                    Log.Reached(logger, change.After.Tag, change.After.Push!.Host);
                    signals.Raised();
                }
            }
        );
        return met == 0;
    }

    private async Task<bool> PutEvaluatedAsync(DateTimeOffset slot, CancellationToken cancellationToken)
    {
        await shards.PutEvaluatedAsync(slot, cancellationToken);
        return true;
    }

    private static partial class Log
    {
        // Neither the holder nor the line: whom it concerns knows both.
        [LoggerMessage(Level = LogLevel.Information, Message = "The price has reached the line of the alert {Tag}, sent by {Host}.")]
        public static partial void Reached(ILogger logger, string tag, string host);
    }
}
