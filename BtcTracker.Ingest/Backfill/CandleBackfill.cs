using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Backfill;

/// <summary>Fetches closed candles from the watermark to now, oldest first, so that it can be interrupted and resumed anywhere.</summary>
/// <remarks>
/// The watermark does not move past a range in which a source that always trades returns nothing, possibly because this clock is ahead, nor
/// past a rejected candle until it was requested <see cref="MostTries"/> times: a faulty source recovers, and a single wrong row must not
/// stop the backfill forever. Not thread-safe.
/// </remarks>
public sealed partial class CandleBackfill(
    ICandleSource source,
    WickCheck wicks,
    KnownSpreads spreads,
    IPriceWriter writer,
    IWatermarks watermarks,
    IOptions<IngestOptions> options,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<CandleBackfill> logger
)
{
    /// <summary>A source publishes a candle shortly after its close; only after this time does an absent one count as missing.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(15);

    /// <summary>How often a rejected candle is requested before the backfill skips it.</summary>
    public const int MostTries = 5;

    // Coinbase allows ten requests per second and address; a local simulated market has no limit.
    private readonly TimeSpan _pause = options.Value.Mode == MarketMode.Live ? TimeSpan.FromMilliseconds(250) : TimeSpan.Zero;

    private readonly Dictionary<(Interval Interval, DateTimeOffset OpenTime), int> _refusals = [];

    /// <summary>The number of candles stored in all runs.</summary>
    public long StoredCount { get; private set; }

    /// <summary>Fetches the missing candles of an interval.</summary>
    /// <exception cref="SourceException">The source failed, or a candle was rejected; the rest is stored.</exception>
    /// <exception cref="PriceStoreException">The store failed; earlier candles are stored.</exception>
    public async Task RunAsync(BackfillPlan plan, CancellationToken cancellationToken)
    {
        var interval = plan.Interval;
        var watermark = await Telemetry.UntracedAsync(() => watermarks.FindAsync(interval, plan.Era, cancellationToken));
        if (plan.IsAdvance && watermark is not null)
        {
            return;
        }

        var (beginning, end) = plan.SpanOf(source, clock.GetUtcNow());
        var stored = 0;
        for (var from = plan.Start(watermark, beginning, end); from < end; from += source.MostCandles * interval.Length)
        {
            var to = from + (source.MostCandles * interval.Length);
            stored += await FetchAsync(plan, new TimeRange(from, to < end ? to : end), cancellationToken);
            await Task.Delay(_pause, clock, cancellationToken);
        }

        if (stored > 0)
        {
            Log.Done(logger, stored, interval, source.Name);
        }
    }

    private async Task<int> FetchAsync(BackfillPlan plan, TimeRange range, CancellationToken cancellationToken)
    {
        var interval = plan.Interval;
        using var activity = IngestActivities.Source.StartActivity($"backfill {interval}");
        var candles = await source.ReadCandlesAsync(Symbol.BtcUsd, interval, range, cancellationToken);
        var closed = candles.Where(candle => range.Contains(candle.OpenTime)).ToList();
        RefuseSilence(closed, interval, range);
        var (accepted, refused) = Sort(closed);

        var confirmed = await spreads.KeepAsync(await wicks.CheckAsync(accepted, cancellationToken), cancellationToken);

        // A span for each of 300 puts would be useless and cost more than the puts.
        var stored = await Telemetry.UntracedAsync(() => writer.TryPutCandlesAsync(confirmed, cancellationToken));
        activity?.SetTag("btctracker.candles.stored", stored);
        StoredCount += stored;
        metrics.CandlesBackfilled(interval, stored);
        var known = refused is null ? range : range with { To = interval.OpenTimeOf(refused.OpenTime) };
        if (!plan.IsAdvance && CompleteUntil(closed, interval, known) is { } instant)
        {
            await watermarks.RaiseAsync(interval, plan.Era, instant, cancellationToken);
        }

        return refused is null
            ? stored
            : throw new SourceException(
                SourceFailure.InvalidBody,
                $"{source.Name}'s {interval} candle of {refused.OpenTime.UtcDateTime:u} will be requested again."
            );
    }

    // A faulty server returns empty pages; trusting them would mark the history as complete.
    private void RefuseSilence(List<Candle> closed, Interval interval, TimeRange range)
    {
        if (closed.Count == 0 && source.IsContinuous && range.Length >= source.MostCandles * interval.Length)
        {
            throw new SourceException(
                SourceFailure.InvalidBody,
                $"{source.Name} has no {interval} candle from {range.From.UtcDateTime:u} to {range.To.UtcDateTime:u}, which is impossible."
            );
        }
    }

    /// <summary>Separates accepted candles from the first one to request again; null if there is none.</summary>
    private (List<Candle> Accepted, Candle? Refused) Sort(List<Candle> oldestFirst)
    {
        var accepted = oldestFirst.Where(IsAccepted).ToList();
        return (accepted, oldestFirst.Except(accepted).Where(IsAskedForAgain).ToList().FirstOrDefault());
    }

    private bool IsAskedForAgain(Candle refused)
    {
        var tries = _refusals.GetValueOrDefault((refused.Interval, refused.OpenTime)) + 1;
        _refusals[(refused.Interval, refused.OpenTime)] = tries;
        if (tries == MostTries)
        {
            Log.GivenUp(logger, refused.Interval, refused.OpenTime, refused.Source, MostTries);
        }

        return tries < MostTries;
    }

    /// <summary>
    /// The instant before which no more candles will come: the settled time, or the end of the last stored candle; null if unknown.
    /// </summary>
    private DateTimeOffset? CompleteUntil(List<Candle> oldestFirst, Interval interval, TimeRange range)
    {
        if (oldestFirst.Count == 0 && source.IsContinuous)
        {
            return null;
        }

        var settled = interval.OpenTimeOf(clock.GetUtcNow() - Settled);
        var known = oldestFirst.Count > 0 ? oldestFirst[^1].CloseTime : range.From;
        var until = known > settled || (source.IsContinuous && range.To >= settled) ? known : settled;
        until = until < range.To ? until : range.To;
        return until > range.From ? until : null;
    }

    private bool IsAccepted(Candle candle)
    {
        if (CandleChecks.FindProblem(candle) is not { } reason)
        {
            return true;
        }

        metrics.ReadingRejected(candle.Source, "Candle");
        Log.Rejected(logger, candle.Interval, candle.OpenTime, candle.Source, reason);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Backfill stored {Count} candles of {Interval} from {Source}.")]
        public static partial void Done(ILogger logger, int count, Interval interval, string source);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The {Interval} candle of {OpenTime:u} from {Source} was rejected: {Reason}.")]
        public static partial void Rejected(ILogger logger, Interval interval, DateTimeOffset openTime, string source, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The {Interval} candle of {OpenTime:u} from {Source} was rejected {Tries} times: backfill skips it."
        )]
        public static partial void GivenUp(ILogger logger, Interval interval, DateTimeOffset openTime, string source, int tries);
    }
}
