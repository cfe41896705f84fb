namespace BtcTracker.Market;

/// <summary>Computes exact coarser candles from quotes or finer candles; always recomputed, never incremented.</summary>
public static class Rollup
{
    /// <summary>Rolls up the quotes of one interval, in any order; null if there are none.</summary>
    /// <exception cref="ArgumentException">A quote lies outside the candle.</exception>
    public static Candle? FromQuotes(IEnumerable<Quote> quotes, Interval interval, DateTimeOffset openTime)
    {
        QuoteRollup? rollup = null;
        foreach (var quote in quotes)
        {
            rollup ??= new QuoteRollup(quote.Symbol, interval, openTime);
            rollup.Add(quote);
        }

        return rollup?.ToCandle();
    }

    /// <summary>Rolls up candles, oldest first, to a coarser interval. A missing finer candle is skipped, never interpolated.</summary>
    /// <remarks>
    /// Volume is summed only if every part has it in the same unit; otherwise it is null. A doubtful part contributes no high or low unless
    /// all parts are doubtful. The spread is the largest of those that are known.
    /// </remarks>
    public static IEnumerable<Candle> ToInterval(IEnumerable<Candle> oldestFirst, Interval interval)
    {
        var parts = new List<Candle>();
        foreach (var candle in oldestFirst)
        {
            if (parts.Count > 0 && interval.OpenTimeOf(candle.OpenTime) != interval.OpenTimeOf(parts[0].OpenTime))
            {
                yield return Whole(parts, interval);
                parts.Clear();
            }

            parts.Add(candle);
        }

        if (parts.Count > 0)
        {
            yield return Whole(parts, interval);
        }
    }

    private static Candle Whole(List<Candle> parts, Interval interval)
    {
        var unit = parts[0].VolumeUnit;
        var hasVolume = parts.TrueForAll(part => part.Volume is not null && part.VolumeUnit == unit);
        var isDoubtful = parts.TrueForAll(part => part.Doubtful);
        var sure = parts.Where(part => isDoubtful || !part.Doubtful);
        return new Candle
        {
            Symbol = parts[0].Symbol,
            Interval = interval,
            OpenTime = interval.OpenTimeOf(parts[0].OpenTime),
            Open = parts[0].Open,
            High = sure.Max(part => part.High),
            Low = sure.Min(part => part.Low),
            Close = parts[^1].Close,
            Volume = hasVolume ? parts.Sum(part => part.Volume) : null,
            VolumeUnit = hasVolume ? unit : null,
            N = parts.Sum(part => part.N),
            Rank = parts.Min(part => part.Rank),
            Source = SourceOf(parts.Select(part => part.Source)),
            Doubtful = isDoubtful,
            Spread = parts.Max(part => part.Spread),
        };
    }

    /// <summary>One name if all agree, otherwise all names in order.</summary>
    private static string SourceOf(IEnumerable<string> sources) =>
        string.Join(
            '+',
            sources
                .Distinct(StringComparer.Ordinal)
                .SelectMany(source => source.Split('+'))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
}
