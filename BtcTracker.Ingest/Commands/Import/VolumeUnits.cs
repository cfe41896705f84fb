using BtcTracker.Market;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Detects the unit of a volume whose column does not state it.</summary>
internal static class VolumeUnits
{
    /// <summary>The maximum supply in BTC.</summary>
    public const decimal AllBitcoins = 21_000_000m;

    // The daily volume of the busiest exchange, and of the smallest worth collecting, in BTC.
    private const decimal BusyDay = 2_000_000m;
    private const decimal QuietDay = 1_000m;

    /// <summary>The unit, <c>BTC</c> or <c>USD</c>; null if it is ambiguous.</summary>
    /// <param name="survey">The file, with its volumes as numbers.</param>
    /// <param name="pairs">Its candles, paired with stored ones of the same times.</param>
    public static string? Find(FileSurvey survey, IReadOnlyList<(Candle File, Candle Stored)> pairs)
    {
        var known = pairs
            .Where(pair => pair is { File.Volume: > 0, Stored: { Volume: > 0, VolumeUnit: "BTC" } })
            .Select(pair => (double)(pair.File.Volume!.Value / pair.Stored.Volume!.Value))
            .ToList();
        if (known.Count > 0)
        {
            // The ratio is near 1 or near the price: choose the nearer.
            var price = (double)Median(pairs.Select(pair => pair.Stored.Close));
            return Math.Log(Median(known)) * 2 > Math.Log(Math.Max(price, 4)) ? "USD" : "BTC";
        }

        return survey.Samples.Any(candle => candle.Volume > 0) ? FindBySize(survey) : "BTC";
    }

    /// <summary>The unit by the volume's size only; null if it is ambiguous, or nothing was traded.</summary>
    public static string? FindBySize(FileSurvey survey)
    {
        var traded = survey.Samples.Where(candle => candle.Volume > 0).ToList();
        if (traded.Count == 0)
        {
            return null;
        }

        var asBitcoins = Median(traded.Select(FileSurvey.DailyVolume));
        var asDollars = Median(traded.Select(candle => FileSurvey.DailyVolume(candle) / candle.Close));
        var canBeBitcoins = survey.LargestDailyVolume <= AllBitcoins && asBitcoins <= BusyDay;
        return (canBeBitcoins, asDollars) switch
        {
            (true, < QuietDay) => "BTC",
            (false, >= QuietDay and <= AllBitcoins) => "USD",
            _ => null,
        };
    }

    private static T Median<T>(IEnumerable<T> values)
    {
        List<T> sorted = [.. values.Order()];
        return sorted[sorted.Count / 2];
    }
}
