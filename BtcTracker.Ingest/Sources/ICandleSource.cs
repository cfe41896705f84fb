using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>An upstream that tells the market's past.</summary>
public interface ICandleSource
{
    /// <summary>Its name as candles carry it in <see cref="Candle.Source"/>.</summary>
    string Name { get; }

    /// <summary>The most candles that it gives for one request.</summary>
    int MostCandles { get; }

    /// <summary>The first instant that it can know anything of.</summary>
    DateTimeOffset Beginning { get; }

    /// <summary>The first instant that this source, or one that stands in for it, can know anything of.</summary>
    DateTimeOffset Earliest => Beginning;

    /// <summary>Whether it still has the candles of an interval that open at an instant.</summary>
    bool Reaches(Interval interval, DateTimeOffset instant) => instant >= Beginning;

    /// <summary>
    /// Whether it trades all the time from <see cref="Beginning"/> on, so that silence about a long past cannot be true. A simulated market
    /// may begin later, or lack an interval.
    /// </summary>
    bool IsContinuous { get; }

    /// <summary>
    /// Reads some candles of one source from each of the others that reach them, one source after the other, as long as the caller goes on.
    /// </summary>
    /// <param name="source">Whose candles are to be compared; it is not asked.</param>
    /// <param name="symbol">The pair.</param>
    /// <param name="interval">The candles' interval.</param>
    /// <param name="openTimes">When they open, oldest first; all within <see cref="MostCandles"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The candles of each source that answered; candles that are not accepted are left out.</returns>
    IAsyncEnumerable<IReadOnlyList<Candle>> ReadOthersAsync(
        string source,
        Symbol symbol,
        Interval interval,
        IReadOnlyList<DateTimeOffset> openTimes,
        CancellationToken cancellationToken
    ) => AsyncEnumerable.Empty<IReadOnlyList<Candle>>();

    /// <summary>
    /// Reads the candles whose open times lie in the range, oldest first; intervals in which nothing traded are missing, and so is what was
    /// not over by the source's clock.
    /// </summary>
    /// <param name="symbol">The pair.</param>
    /// <param name="interval">The candles' interval, a stored one.</param>
    /// <param name="range">On the interval's grid, at most <see cref="MostCandles"/> long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SourceException">The source did not answer, refused, or answered what are no candles.</exception>
    Task<IReadOnlyList<Candle>> ReadCandlesAsync(Symbol symbol, Interval interval, TimeRange range, CancellationToken cancellationToken);
}
