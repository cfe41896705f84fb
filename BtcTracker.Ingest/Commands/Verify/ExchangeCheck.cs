using BtcTracker.Ingest.Backfill;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Commands.Verify;

/// <summary>Compares stored candles of exchanges with what the same exchange returns now.</summary>
internal sealed class ExchangeCheck(
    IReadOnlyList<ICandleSource> sources,
    WickCheck wicks,
    IPriceReader reader,
    IPriceWriter writer,
    VerifyReport report,
    IOptions<IngestOptions> options,
    TimeProvider clock
)
{
    // The same rate limit as the backfill.
    private readonly TimeSpan _pause = options.Value.Mode == MarketMode.Live ? TimeSpan.FromMilliseconds(250) : TimeSpan.Zero;

    private readonly Dictionary<string, string> _failures = [];

    /// <summary>Checks a range.</summary>
    /// <returns>Null if every source responded; otherwise a sentence that names those that did not.</returns>
    public async Task<string?> RunAsync(VerifyRequest request, CancellationToken cancellationToken)
    {
        var settled = clock.GetUtcNow() - CandleBackfill.Settled;
        foreach (var interval in request.Intervals)
        {
            var length = sources.Min(source => source.MostCandles) * interval.Length;
            for (var from = interval.OpenTimeOf(request.Range.From); from < request.Range.To; from += length)
            {
                var stored = await reader
                    .ReadCandlesAsync(Symbol.BtcUsd, interval, new TimeRange(from, from + length), cancellationToken)
                    .Where(candle =>
                        candle is { Rank: CandleRank.Exchange, N: 1 }
                        && request.Includes(interval, candle.OpenTime)
                        && candle.CloseTime <= settled
                    )
                    .ToListAsync(cancellationToken);
                foreach (var candles in stored.GroupBy(candle => candle.Source))
                {
                    await CheckAsync(candles.Key, [.. candles], cancellationToken);
                }
            }
        }

        return _failures.Count == 0
            ? null
            : $"{string.Join(" ", _failures.Select(failure => $"{failure.Key}: {failure.Value}"))} Candles of "
                + $"{string.Join(" and ", _failures.Keys)} were not all compared.";
    }

    private async Task CheckAsync(string name, List<Candle> stored, CancellationToken cancellationToken)
    {
        var source = sources.FirstOrDefault(known => known.Name == name);
        var reached = stored.Where(candle => source?.Reaches(candle.Interval, candle.OpenTime) == true).ToList();
        report.OutOfReach += stored.Count - reached.Count;
        if (reached.Count == 0 || _failures.ContainsKey(name))
        {
            return;
        }

        try
        {
            var current = await source!.ReadCandlesAsync(
                Symbol.BtcUsd,
                reached[0].Interval,
                new TimeRange(reached[0].OpenTime, reached[^1].CloseTime),
                cancellationToken
            );
            await CompareAsync(reached, current, cancellationToken);
        }
        catch (SourceException failure)
        {
            _failures[name] = failure.Message;
        }

        await Task.Delay(_pause, clock, cancellationToken);
    }

    private async Task CompareAsync(List<Candle> stored, IReadOnlyList<Candle> current, CancellationToken cancellationToken)
    {
        var now = current.Where(candle => CandleChecks.FindProblem(candle) is null).ToDictionary(candle => candle.OpenTime);
        foreach (var candle in stored)
        {
            if (!now.TryGetValue(candle.OpenTime, out var expected))
            {
                await report.AddAsync(
                    $"{candle.Interval} candle",
                    candle.OpenTime,
                    $"one of {candle.Source}",
                    $"none, as {candle.Source} returns now"
                );
            }
            else if (FieldDifference.Of(candle, expected) is var (was, should))
            {
                await report.AddAsync(
                    $"{candle.Interval} candle",
                    candle.OpenTime,
                    was,
                    $"{should} as {candle.Source} returns now",
                    () => RepairAsync(candle, expected, cancellationToken)
                );
            }
        }
    }

    // A source's candle may be a wick, as in the backfill.
    private async Task<bool> RepairAsync(Candle stored, Candle expected, CancellationToken cancellationToken) =>
        await wicks.CheckAsync([expected], cancellationToken) is [var candle]
        && await writer.TryReplaceCandleAsync(stored, candle with { Spread = stored.Spread }, cancellationToken);
}
