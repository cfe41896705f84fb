using System.Text.Json.Serialization;
using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Contracts;

/// <summary>
/// A range's candles as the page's own chart draws them, in small whole numbers: a third of what the API's series compress to.
/// <c>Scripts/chart-body.js</c> reads it, and it may change with any version.
/// </summary>
/// <param name="Interval">The candles' interval.</param>
/// <param name="Step">Its length in seconds.</param>
/// <param name="First">When the first candle opened, in seconds since the epoch; 0 without one.</param>
/// <param name="Breaks">Where a candle does not open a step after the one before: its number, then the seconds between them.</param>
/// <param name="Decimals">How many decimals the prices have: those that the page shows.</param>
/// <param name="VolumeExponent">The power of ten that volumes count.</param>
/// <param name="VolumeUnit">The asset that volumes count; null where none is known.</param>
/// <param name="Type"><c>line</c> or <c>candles</c>.</param>
/// <param name="IsLog">Whether the scale of prices is logarithmic.</param>
/// <param name="IsPast">Whether the range is over, so that no new price belongs to it.</param>
/// <param name="Columns">The candles.</param>
/// <param name="Averages">
/// The averages by their code, each with its values as differences in the prices' units; null where one is not known.
/// </param>
public sealed record ChartBody(
    string Interval,
    long Step,
    long First,
    IReadOnlyList<long> Breaks,
    int Decimals,
    int VolumeExponent,
    string? VolumeUnit,
    string Type,
    bool IsLog,
    bool IsPast,
    ChartColumns Columns,
    IReadOnlyDictionary<string, IReadOnlyList<decimal?>> Averages
)
{
    /// <summary>What the prices count, where that is not dollars.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unit { get; private init; }

    // A price of a hundred thousand with so many is still a number that a script holds exactly.
    private const int MostDecimals = 8;

    /// <summary>Writes what a view draws.</summary>
    /// <param name="viewed">The candles.</param>
    /// <param name="view">How they are drawn.</param>
    /// <param name="now">When they were read.</param>
    public static ChartBody Of(ViewedHistory viewed, PageView view, DateTimeOffset now)
    {
        var (history, candles) = (viewed.History, viewed.History.Candles);
        var decimals = candles.Count == 0 ? 0 : Math.Min(MostDecimals, Numbers.PriceDecimals(candles.Min(candle => candle.Low)));
        var volume = ChartVolume.Of(candles);
        return new ChartBody(
            history.Interval.Code,
            StepOf(history),
            candles.Count == 0 ? 0 : candles[0].OpenTime.ToUnixTimeSeconds(),
            [.. BreaksOf(history)],
            decimals,
            volume?.Exponent ?? 0,
            volume?.Unit,
            view.Type == ChartType.Candles ? "candles" : "line",
            view.IsLog,
            view.Range.End <= now,
            ChartColumns.Of(candles, decimals, volume?.Column),
            viewed.Averages.ToDictionary(line => line.Average.Code, line => Differences(line.Values, decimals))
        )
        {
            Unit = view.Unit.NamedCode,
        };
    }

    private static IReadOnlyList<decimal?> Differences(IReadOnlyList<decimal?> values, int decimals)
    {
        var before = 0m;
        return
        [
            .. values.Select(value =>
            {
                if (value is not { } known)
                {
                    return (decimal?)null;
                }

                var (units, last) = (ChartColumns.Units(known, decimals), before);
                before = units;
                return units - last;
            }),
        ];
    }

    private static long StepOf(RangeHistory history) => (long)history.Interval.Length.TotalSeconds;

    private static IEnumerable<long> BreaksOf(RangeHistory history)
    {
        for (var at = 1; at < history.Candles.Count; at++)
        {
            var seconds = (long)(history.Candles[at].OpenTime - history.Candles[at - 1].OpenTime).TotalSeconds;
            if (seconds != StepOf(history))
            {
                yield return at;
                yield return seconds;
            }
        }
    }
}

/// <summary>The candles' columns. Prices count in the last decimal; the first candle's close before is its own.</summary>
/// <param name="Open">First prices, from the close before.</param>
/// <param name="Close">Last prices, from the close before; the first one from 0.</param>
/// <param name="High">Highest prices, above the higher of open and close.</param>
/// <param name="Low">Lowest prices, below the lower of the two.</param>
/// <param name="Source">Where each came from, as runs: a name, then how many candles in a row.</param>
/// <param name="N">How many samples each is made of, as runs: a number, then how many candles in a row.</param>
/// <param name="Volume">What was traded; null where it is not known, or was counted in another unit. Missing where all are null.</param>
/// <param name="Spread">
/// How far the sources were apart, by <see cref="SourceSpreads"/> in millionths, as runs; null where it is not known. Missing where all are
/// null.
/// </param>
public sealed record ChartColumns(
    IReadOnlyList<decimal> Open,
    IReadOnlyList<decimal> Close,
    IReadOnlyList<decimal> High,
    IReadOnlyList<decimal> Low,
    IReadOnlyList<ChartRun<string>> Source,
    IReadOnlyList<ChartRun<int>> N,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<decimal?>? Volume,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ChartRun<decimal?>>? Spread
)
{
    private const int Million = 1_000_000;

    internal static ChartColumns Of(IReadOnlyList<Candle> candles, int decimals, IReadOnlyList<decimal?>? volume)
    {
        decimal[] closes = [.. candles.Select(candle => Units(candle.Close, decimals))];
        decimal[] opens = [.. candles.Select(candle => Units(candle.Open, decimals))];
        decimal Before(int at) => closes[Math.Max(0, at - 1)];

        return new(
            [.. opens.Select((open, at) => open - Before(at))],
            [.. closes.Select((close, at) => at == 0 ? close : close - Before(at))],
            [.. candles.Select((candle, at) => Units(candle.High, decimals) - Math.Max(closes[at], opens[at]))],
            [.. candles.Select((candle, at) => Math.Min(closes[at], opens[at]) - Units(candle.Low, decimals))],
            [.. RunsOf(candles.Select(candle => SourceNames.Of(candle.Source)))],
            [.. RunsOf(candles.Select(candle => candle.N))],
            volume,
            candles.Any(candle => candle.Spread is not null)
                ?
                [
                    .. RunsOf(
                        SourceSpreads.Of(candles).Select(spread => spread is { } known ? Math.Round(known * Million) : (decimal?)null)
                    ),
                ]
                : null
        );
    }

    /// <summary>A price in its last decimal.</summary>
    internal static decimal Units(decimal price, int decimals) => Math.Round(price * PowerOfTen(decimals), MidpointRounding.AwayFromZero);

    private static IEnumerable<ChartRun<T>> RunsOf<T>(IEnumerable<T> values)
    {
        var (first, count) = (default(T), 0);
        foreach (var value in values)
        {
            if (count > 0 && !EqualityComparer<T>.Default.Equals(value, first))
            {
                yield return new(first!, count);
                count = 0;
            }

            (first, count) = (value, count + 1);
        }

        if (count > 0)
        {
            yield return new(first!, count);
        }
    }

    private static decimal PowerOfTen(int exponent) => exponent == 0 ? 1 : 10 * PowerOfTen(exponent - 1);
}

/// <summary>The same value several times in a row.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Count">How many times.</param>
public readonly record struct ChartRun<T>(T Value, int Count);
