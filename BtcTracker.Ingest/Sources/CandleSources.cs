using System.Runtime.CompilerServices;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>Combines the candle sources: the first source that reaches back to a range and responds provides all of it.</summary>
/// <remarks>
/// So a candle never mixes venues, and a range counts as complete only if one source returned all of it. Not thread-safe.
/// </remarks>
public sealed partial class CandleSources : ICandleSource
{
    private readonly IReadOnlyList<(ICandleSource Source, SourceBreaker Breaker)> _sources;
    private readonly IngestMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<CandleSources> _logger;

    /// <summary>Combines sources, the preferred first.</summary>
    public CandleSources(IReadOnlyList<ICandleSource> sources, IngestMetrics metrics, TimeProvider clock, ILogger<CandleSources> logger)
    {
        _sources = [.. sources.Select(source => (source, new SourceBreaker(clock)))];
        (_metrics, _clock, _logger) = (metrics, clock, logger);
    }

    /// <inheritdoc />
    public string Name => string.Join(", ", _sources.Select(entry => entry.Source.Name));

    /// <inheritdoc />
    /// <remarks>The minimum of all sources, so that any can replace another.</remarks>
    public int MostCandles => _sources.Min(entry => entry.Source.MostCandles);

    /// <inheritdoc />
    /// <remarks>The first source's; before that, only the fallback sources have data.</remarks>
    public DateTimeOffset Beginning => _sources[0].Source.Beginning;

    /// <inheritdoc />
    public DateTimeOffset Earliest => _sources.Min(entry => entry.Source.Beginning);

    /// <inheritdoc />
    public bool IsContinuous => _sources[0].Source.IsContinuous;

    /// <inheritdoc />
    /// <exception cref="SourceException">No source returned acceptable candles.</exception>
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
        foreach (var (source, breaker) in reaching.Where(entry => entry.Breaker.MayCall))
        {
            if (await TryAskAsync(source, breaker, symbol, interval, range, reasons, cancellationToken) is not { } candles)
            {
                continue;
            }

            if (candles.All(candle => CandleChecks.FindProblem(candle) is null))
            {
                return candles;
            }

            refused ??= candles;
        }

        return refused ?? throw NoneOf(reaching.Select(entry => entry.Breaker), reasons, interval, range);
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
        foreach (var (other, breaker) in _sources.Where(entry => entry.Source.Name != source && entry.Breaker.MayCall))
        {
            if (
                openTimes.Where(openTime => other.Reaches(interval, openTime)).ToList() is { Count: > 0 } reached
                && await TryAskAsync(
                    other,
                    breaker,
                    symbol,
                    interval,
                    new TimeRange(reached[0], reached[^1] + interval.Length),
                    [],
                    cancellationToken
                )
                    is { } candles
            )
            {
                yield return [.. candles.Where(candle => CandleChecks.FindProblem(candle) is null)];
            }
        }
    }

    private async Task<IReadOnlyList<Candle>?> TryAskAsync(
        ICandleSource source,
        SourceBreaker breaker,
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
            breaker.Succeeded();
            return candles;
        }
        catch (SourceException failure)
        {
            breaker.Failed(failure);
            _metrics.SourceCalled(source.Name, failure.Failure.ToString());
            Log.Failed(_logger, source.Name, interval, failure.Message, breaker.NextCall);
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
                    $"It returned no candle from {range.From.UtcDateTime:u} to {range.To.UtcDateTime:u}, which is impossible."
                );
        }
        catch (Exception exception) when (exception is not SourceException && !cancellationToken.IsCancellationRequested)
        {
            // If a response breaks the parser, the other sources are still called.
            throw new SourceException(SourceFailure.InvalidBody, $"Its response could not be parsed: {exception.Message}", null, exception);
        }
    }

    // An empty response from a source that always trades means a faulty server.
    private bool CannotBeSilent(ICandleSource source, Interval interval, TimeRange range) =>
        source.IsContinuous && range.From >= source.Beginning && range.Length >= MostCandles * interval.Length;

    private SourceException NoneOf(IEnumerable<SourceBreaker> breakers, List<string> reasons, Interval interval, TimeRange range)
    {
        var next = breakers.Select(breaker => breaker.NextCall).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var words = reasons.Count > 0 ? string.Join(" ", reasons) : "All sources with data that old are backing off.";
        return new SourceException(
            SourceFailure.Unreachable,
            $"No source returned the {interval} candles from {range.From.UtcDateTime:u}. {words}",
            next - _clock.GetUtcNow()
        );
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Source} returned no {Interval} candles: {Reason} It will be called again at {NextCall:u}; the next "
                + "source is used until then."
        )]
        public static partial void Failed(ILogger logger, string source, Interval interval, string reason, DateTimeOffset nextCall);
    }
}
