using System.Text.Json.Serialization;
using BtcTracker.Market;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Contracts;

/// <summary>Candles as columns, the body of the API's series. Times are seconds since the epoch, prices as they are stored.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Interval">The candles' interval.</param>
/// <param name="From">The first second asked for.</param>
/// <param name="To">The first second after what was asked for.</param>
/// <param name="OpenTime">When each candle opened, ascending.</param>
/// <param name="Open">First prices.</param>
/// <param name="High">Highest prices.</param>
/// <param name="Low">Lowest prices.</param>
/// <param name="Close">Last prices.</param>
/// <param name="Volume">What was traded; null where it is not known.</param>
/// <param name="N">How many samples each candle is made of.</param>
/// <param name="Source">Where each candle came from.</param>
/// <param name="Next">The address of the next page; null on the last.</param>
public record CandleSeries(
    string Symbol,
    string Interval,
    long From,
    long To,
    IReadOnlyList<long> OpenTime,
    IReadOnlyList<decimal> Open,
    IReadOnlyList<decimal> High,
    IReadOnlyList<decimal> Low,
    IReadOnlyList<decimal> Close,
    IReadOnlyList<decimal?> Volume,
    IReadOnlyList<int> N,
    IReadOnlyList<string> Source,
    string? Next
)
{
    /// <summary>The open times of candles whose high or low no second source confirmed; absent where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? Doubtful { get; init; }

    /// <summary>
    /// The largest spread between the sources that were compared while each candle formed, (highest − lowest) ÷ median; null where none
    /// was, absent where all are null.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<decimal?>? Spread { get; init; }

    /// <summary>A range's history, which has no further page.</summary>
    public static CandleSeries Of(RangeHistory history) => Of(history.Interval, history.Span, history.Candles, next: null);

    /// <summary>Converts rows to columns.</summary>
    public static CandleSeries Of(Interval interval, TimeRange range, IReadOnlyList<Candle> candles, string? next) =>
        new(
            Market.Symbol.BtcUsd.ToString(),
            interval.Code,
            range.From.ToUnixTimeSeconds(),
            range.To.ToUnixTimeSeconds(),
            Column(candles, candle => candle.OpenTime.ToUnixTimeSeconds()),
            Column(candles, candle => candle.Open),
            Column(candles, candle => candle.High),
            Column(candles, candle => candle.Low),
            Column(candles, candle => candle.Close),
            Column(candles, candle => candle.Volume),
            Column(candles, candle => candle.N),
            Column(candles, candle => candle.Source),
            next
        )
        {
            Doubtful = candles.Any(candle => candle.Doubtful)
                ? Column([.. candles.Where(candle => candle.Doubtful)], candle => candle.OpenTime.ToUnixTimeSeconds())
                : null,
            Spread = candles.Any(candle => candle.Spread is not null) ? Column(candles, candle => candle.Spread) : null,
        };

    private static T[] Column<T>(IReadOnlyList<Candle> candles, Func<Candle, T> value) => [.. candles.Select(value)];
}
