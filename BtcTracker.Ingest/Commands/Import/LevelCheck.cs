using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Checks a file's prices against stored ones of the same times, or against Bitcoin's monthly closes.</summary>
internal sealed class LevelCheck(IPriceReader reader)
{
    // Exchanges' prices differed more in the first years.
    private static readonly DateTimeOffset MarketsAgree = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const decimal LargestDifference = 0.02m;
    private const decimal LargestEarlyDifference = 0.10m;
    private const decimal LargestFactor = 2;

    /// <summary>The samples, paired with the stored candles of the same times.</summary>
    public async Task<IReadOnlyList<(Candle File, Candle Stored)>> PairsAsync(FileSurvey survey, CancellationToken cancellationToken)
    {
        var pairs = new List<(Candle File, Candle Stored)>();
        foreach (var place in survey.Places.SelectMany(place => place.GroupBy(candle => candle.Interval)))
        {
            var stored = new Dictionary<DateTimeOffset, Candle>();
            var range = new TimeRange(place.Min(candle => candle.OpenTime), place.Max(candle => candle.CloseTime));
            await foreach (var candle in reader.ReadCandlesAsync(Symbol.BtcUsd, place.Key, range, cancellationToken))
            {
                stored[candle.OpenTime] = candle;
            }

            pairs.AddRange(place.Where(candle => stored.ContainsKey(candle.OpenTime)).Select(candle => (candle, stored[candle.OpenTime])));
        }

        return pairs;
    }

    /// <summary>Finds the problem of the price level; null if it is that of Bitcoin in US dollars.</summary>
    public static string? FindProblem(FileSurvey survey, IReadOnlyList<(Candle File, Candle Stored)> pairs)
    {
        var early = pairs.Where(pair => pair.File.OpenTime < MarketsAgree).Select(Difference).ToList();
        var late = pairs.Where(pair => pair.File.OpenTime >= MarketsAgree).Select(Difference).ToList();
        return TooFar(late, LargestDifference) ?? TooFar(early, LargestEarlyDifference) ?? (pairs.Count > 0 ? null : FarFromMonths(survey));
    }

    /// <summary>The relative deviation of a file's close from the stored one.</summary>
    public static decimal Difference((Candle File, Candle Stored) pair) =>
        Math.Abs(pair.File.Close - pair.Stored.Close) / pair.Stored.Close;

    private static string? TooFar(List<decimal> differences, decimal largest) =>
        differences.Count > 0 && Median(differences) is var median && median > largest
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"its closes differ from the stored ones of the same times by {median * 100:0.#} % at the median, more than "
                    + $"{largest * 100:0} %"
            )
            : null;

    private static string? FarFromMonths(FileSurvey survey)
    {
        var factors = survey
            .Samples.Select(candle => (candle.Close, About: MonthCloses.About(candle.OpenTime)))
            .Where(sample => sample.About is not null)
            .Select(sample => sample.Close / sample.About!.Value)
            .ToList();
        return factors.Count > 0 && Median(factors) is var factor and (> LargestFactor or < 1 / LargestFactor)
            ? string.Create(CultureInfo.InvariantCulture, $"its closes are {factor:0.####} times what a bitcoin cost at those times")
            : null;
    }

    private static decimal Median(List<decimal> values) => values.Order().ElementAt(values.Count / 2);
}
