using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>A source of historical candles.</summary>
public interface ICandleSource
{
    /// <summary>Its name in <see cref="Candle.Source"/>.</summary>
    string Name { get; }

    /// <summary>The maximum number of candles per request.</summary>
    int MostCandles { get; }

    /// <summary>The first instant that it has data of.</summary>
    DateTimeOffset Beginning { get; }

    /// <summary>The first instant that this source or a fallback has data of.</summary>
    DateTimeOffset Earliest => Beginning;

    /// <summary>Whether it still has the candles of an interval that open at an instant.</summary>
    bool Reaches(Interval interval, DateTimeOffset instant) => instant >= Beginning;

    /// <summary>
    /// Whether it always trades from <see cref="Beginning"/> on, so that an empty response for a long range must be an error. A simulated
    /// market may begin later, or lack an interval.
    /// </summary>
    bool IsContinuous { get; }

    /// <summary>
    /// Reads some candles of one source from each of the others that have them, one source after the other, until the caller stops
    /// enumerating.
    /// </summary>
    /// <param name="source">The source whose candles are compared; it is not called.</param>
    /// <param name="symbol">The pair.</param>
    /// <param name="interval">The candles' interval.</param>
    /// <param name="openTimes">When they open, oldest first; all within <see cref="MostCandles"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The candles of each source that responded; rejected candles are skipped.</returns>
    IAsyncEnumerable<IReadOnlyList<Candle>> ReadOthersAsync(
        string source,
        Symbol symbol,
        Interval interval,
        IReadOnlyList<DateTimeOffset> openTimes,
        CancellationToken cancellationToken
    ) => AsyncEnumerable.Empty<IReadOnlyList<Candle>>();

    /// <summary>
    /// Reads the candles whose open times are in the range, oldest first. Intervals without trades are missing, and so are candles that
    /// were not closed by the source's clock.
    /// </summary>
    /// <param name="symbol">The pair.</param>
    /// <param name="interval">The candles' interval, a stored one.</param>
    /// <param name="range">On the interval's grid, at most <see cref="MostCandles"/> long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SourceException">The source did not respond, refused, or did not return candles.</exception>
    Task<IReadOnlyList<Candle>> ReadCandlesAsync(Symbol symbol, Interval interval, TimeRange range, CancellationToken cancellationToken);
}
