using System.Runtime.CompilerServices;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>The sources of candles as one: of those that reach back to a range the first that answers is taken, whole.</summary>
/// <remarks>So no candle has two venues, and a range is known only where one source told all of it. Used by one caller at a time.</remarks>
public sealed partial class CandleSources : ICandleSource
{
    private readonly IReadOnlyList<(ICandleSource Source, SourceStanding Standing)> _sources;
    private readonly IngestMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<CandleSources> _logger;

    /// <summary>Joins sources, the best first.</summary>
    public CandleSources(IReadOnlyList<ICandleSource> sources, IngestMetrics metrics, TimeProvider clock, ILogger<CandleSources> logger)
    {
        _sources = [.. sources.Select(source => (source, new SourceStanding(clock)))];
        (_metrics, _clock, _logger) = (metrics, clock, logger);
    }

    /// <inheritdoc />
    public string Name => string.Join(", ", _sources.Select(entry => entry.Source.Name));

    /// <inheritdoc />
    /// <remarks>What each of them gives, so that any can stand in for another.</remarks>
    public int MostCandles => _sources.Min(entry => entry.Source.MostCandles);

    /// <inheritdoc />
    /// <remarks>The first source's: before, only those that stand in for it know anything.</remarks>
    public DateTimeOffset Beginning => _sources[0].Source.Beginning;

    /// <inheritdoc />
    public DateTimeOffset Earliest => _sources.Min(entry => entry.Source.Beginning);

    /// <inheritdoc />
    public bool IsContinuous => _sources[0].Source.IsContinuous;

    /// <inheritdoc />
    /// <exception cref="SourceException">None of them gave candles that are believed.</exception>
    public async Task<IReadOnlyList<Candle>> ReadCandlesAsync(
        Symbol symbol,
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<Candle>? refused = null;
        var reasons = new List<string>();
        var reaching = _sources.Where(entry => entry.Source.Reaches(interval, range.From)).ToList();
        foreach (var (source, standing) in reaching.Where(entry => entry.Standing.MayCall))
        {
            if (await TryAskAsync(source, standing, symbol, interval, range, reasons, cancellationToken) is not { } candles)
            {
                continue;
            }

            if (candles.All(candle => CandleChecks.WhatIsWrongWith(candle) is null))
            {
                return candles;
            }

            refused ??= candles;
        }

        return refused ?? throw NoneOf(reaching.Select(entry => entry.Standing), reasons, interval, range);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<IReadOnlyList<Candle>> ReadOthersAsync(
        string source,
        Symbol symbol,
        Interval interval,
        IReadOnlyList<DateTimeOffset> openTimes,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var (other, standing) in _sources.Where(entry => entry.Source.Name != source && entry.Standing.MayCall))
        {
            if (
                openTimes.Where(openTime => other.Reaches(interval, openTime)).ToList() is { Count: > 0 } reached
                && await TryAskAsync(
                    other,
                    standing,
                    symbol,
                    interval,
                    new TimeRange(reached[0], reached[^1] + interval.Length),
                    [],
                    cancellationToken
                )
                    is { } candles
            )
            {
                yield return [.. candles.Where(candle => CandleChecks.WhatIsWrongWith(candle) is null)];
            }
        }
    }

    private async Task<IReadOnlyList<Candle>?> TryAskAsync(
        ICandleSource source,
        SourceStanding standing,
        Symbol symbol,
        Interval interval,
        TimeRange range,
        List<string> reasons,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var candles = await AskAsync(source, symbol, interval, range, cancellationToken);
            standing.Succeeded();
            return candles;
        }
        catch (SourceException failure)
        {
            standing.Failed(failure);
            _metrics.SourceCalled(source.Name, failure.Failure.ToString());
            Log.Failed(_logger, source.Name, interval, failure.Message, standing.NextCall);
            reasons.Add($"{source.Name}: {failure.Message}");
            return null;
        }
    }

    private async Task<IReadOnlyList<Candle>> AskAsync(
        ICandleSource source,
        Symbol symbol,
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var candles = await source.ReadCandlesAsync(symbol, interval, range, cancellationToken);
            return candles.Count > 0 || !CannotBeSilent(source, interval, range)
                ? candles
                : throw new SourceException(
                    SourceFailure.InvalidBody,
                    $"It has no candle from {range.From.UtcDateTime:u} to {range.To.UtcDateTime:u}, which cannot be."
                );
        }
        catch (Exception exception) when (exception is not SourceException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever one source's answer does to its reader, the others are still asked.
            throw new SourceException(SourceFailure.InvalidBody, $"Its answer could not be read: {exception.Message}", null, exception);
        }
    }

    // Silence about a whole request, where the source trades all the time, is an ill server's.
    private bool CannotBeSilent(ICandleSource source, Interval interval, TimeRange range) =>
        source.IsContinuous && range.From >= source.Beginning && range.Length >= MostCandles * interval.Length;

    private SourceException NoneOf(IEnumerable<SourceStanding> standings, List<string> reasons, Interval interval, TimeRange range)
    {
        var next = standings.Select(standing => standing.NextCall).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var words = reasons.Count > 0 ? string.Join(" ", reasons) : "Each that reaches so far back is left alone for a while.";
        return new SourceException(
            SourceFailure.Unreachable,
            $"No source gave the {interval} candles from {range.From.UtcDateTime:u}. {words}",
            next - _clock.GetUtcNow()
        );
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Source} gave no {Interval} candles: {Reason} It is asked again from {NextCall:u}; the next "
                + "source is asked meanwhile."
        )]
        public static partial void Failed(ILogger logger, string source, Interval interval, string reason, DateTimeOffset nextCall);
    }
}
