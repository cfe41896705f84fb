using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;

namespace BtcTracker.Ingest.Backfill;

/// <summary>Checks a candle with a <see cref="Wick"/> against the stored candle and the other sources before it is stored.</summary>
/// <remarks>
/// Other sources are called only if a candle is suspect, with one request per source and batch. A stored candle that is not suspect has
/// priority: it was chosen by an earlier run, or is an import, and stays even while its source does not respond.
/// </remarks>
public sealed partial class WickCheck(ICandleSource source, IPriceReader reader, ILogger<WickCheck> logger)
{
    /// <summary>The candles to store: a suspect one as it is, replaced by another source's, or marked as doubtful.</summary>
    /// <param name="oldestFirst">Accepted candles of one source and interval, without those that are still forming.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PriceStoreException">The store failed.</exception>
    public async Task<IReadOnlyList<Candle>> CheckAsync(IReadOnlyList<Candle> oldestFirst, CancellationToken cancellationToken)
    {
        if (oldestFirst.Count == 0 || Wick.Find(oldestFirst, await AroundAsync(oldestFirst, cancellationToken)) is not { Count: > 0 } wicks)
        {
            return oldestFirst;
        }

        var open = wicks.ToDictionary(wick => wick.Candle.OpenTime);
        var decided = new Dictionary<DateTimeOffset, Candle?>();
        await KeepStoredAsync(open, decided, cancellationToken);
        if (open.Count > 0)
        {
            await AskOthersAsync(open, decided, cancellationToken);
        }

        foreach (var (openTime, wick) in open)
        {
            Log.Doubtful(logger, wick.Candle.Interval, openTime, wick.Candle.Source, wick.Price, wick.Typical);
            decided[openTime] = wick.Candle with { Doubtful = true };
        }

        return [.. oldestFirst.Select(candle => decided.GetValueOrDefault(candle.OpenTime, candle)).OfType<Candle>()];
    }

    /// <summary>The stored candles just before and after a batch.</summary>
    private async Task<List<Candle>> AroundAsync(IReadOnlyList<Candle> batch, CancellationToken cancellationToken)
    {
        var reach = Wick.Reach * batch[0].Interval.Length;
        var (first, end) = (batch[0].OpenTime, batch[^1].CloseTime);
        return
        [
            .. await ReadAsync(batch[0], new TimeRange(first - reach, first), cancellationToken),
            .. await ReadAsync(batch[0], new TimeRange(end, end + reach), cancellationToken),
        ];
    }

    private async Task KeepStoredAsync(
        Dictionary<DateTimeOffset, Wick> open,
        Dictionary<DateTimeOffset, Candle?> decided,
        CancellationToken cancellationToken
    )
    {
        var first = open.Values.First().Candle;
        var range = new TimeRange(open.Keys.Min(), open.Keys.Max() + first.Interval.Length);
        foreach (var stored in await ReadAsync(first, range, cancellationToken))
        {
            if (stored.Rank == CandleRank.Exchange && open.TryGetValue(stored.OpenTime, out var wick) && wick.IsRefutedBy(stored))
            {
                var price = wick.PriceOf(stored);
                Log.Kept(logger, stored.Interval, stored.OpenTime, wick.Candle.Source, wick.Price, wick.Typical, stored.Source, price);
                decided[stored.OpenTime] = null;
                open.Remove(stored.OpenTime);
            }
        }
    }

    private async Task AskOthersAsync(
        Dictionary<DateTimeOffset, Wick> open,
        Dictionary<DateTimeOffset, Candle?> decided,
        CancellationToken cancellationToken
    )
    {
        var first = open.Values.First().Candle;
        var openTimes = open.Keys.Order().ToList();
        await foreach (var others in source.ReadOthersAsync(first.Source, first.Symbol, first.Interval, openTimes, cancellationToken))
        {
            foreach (var other in others)
            {
                if (open.TryGetValue(other.OpenTime, out var wick) && Decide(wick, other) is { } candle)
                {
                    decided[other.OpenTime] = candle;
                    open.Remove(other.OpenTime);
                }
            }

            if (open.Count == 0)
            {
                return;
            }
        }
    }

    /// <summary>The candle to store; null if the other candle is not conclusive.</summary>
    private Candle? Decide(Wick wick, Candle other)
    {
        var (candle, price) = (wick.Candle, wick.PriceOf(other));
        if (wick.IsRefutedBy(other))
        {
            Log.Replaced(logger, candle.Interval, candle.OpenTime, candle.Source, wick.Price, wick.Typical, other.Source, price);
            return other;
        }

        if (wick.IsConfirmedBy(other))
        {
            Log.Confirmed(logger, candle.Interval, candle.OpenTime, candle.Source, wick.Price, wick.Typical, other.Source, price);
            return candle;
        }

        return null;
    }

    private Task<List<Candle>> ReadAsync(Candle template, TimeRange range, CancellationToken cancellationToken) =>
        Telemetry.UntracedAsync(async () =>
            await reader.ReadCandlesAsync(template.Symbol, template.Interval, range, cancellationToken).ToListAsync(cancellationToken)
        );

    private static partial class Log
    {
        private const string Found =
            "The {Interval} candle of {OpenTime:u} from {Source} reaches {Price}, but its neighbours close around {Typical}. ";

        [LoggerMessage(Level = LogLevel.Warning, Message = Found + "{Other} has {OtherPrice}, so its candle is stored instead.")]
        public static partial void Replaced(
            ILogger logger,
            Interval interval,
            DateTimeOffset openTime,
            string source,
            decimal price,
            decimal typical,
            string other,
            decimal otherPrice
        );

        [LoggerMessage(Level = LogLevel.Information, Message = Found + "{Other} has {OtherPrice}, which confirms it.")]
        public static partial void Confirmed(
            ILogger logger,
            Interval interval,
            DateTimeOffset openTime,
            string source,
            decimal price,
            decimal typical,
            string other,
            decimal otherPrice
        );

        [LoggerMessage(Level = LogLevel.Information, Message = Found + "The stored candle of {Other} has {OtherPrice} and is kept.")]
        public static partial void Kept(
            ILogger logger,
            Interval interval,
            DateTimeOffset openTime,
            string source,
            decimal price,
            decimal typical,
            string other,
            decimal otherPrice
        );

        [LoggerMessage(Level = LogLevel.Warning, Message = Found + "No other source confirms or refutes it, so it is stored as doubtful.")]
        public static partial void Doubtful(
            ILogger logger,
            Interval interval,
            DateTimeOffset openTime,
            string source,
            decimal price,
            decimal typical
        );
    }
}
