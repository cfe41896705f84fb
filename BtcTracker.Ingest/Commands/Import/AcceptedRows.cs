using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Files;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Filters and counts the rows of a file that may be stored in the real market's table.</summary>
internal sealed class AcceptedRows(PriceFile file, ImportTally tally, DateTimeOffset now)
{
    /// <summary>The closed candles. A forming one would block its final version, unless it is made of our own quotes.</summary>
    /// <param name="defaults">What the file does not state.</param>
    /// <param name="plan">What to store for the rows.</param>
    /// <param name="finestFrom">From when 5-minute candles are stored if only the last days of them are.</param>
    public IEnumerable<Candle> Candles(CandleDefaults defaults, ImportPlan plan, DateTimeOffset finestFrom)
    {
        var rollUps = plan
            .Targets.Select(target => new RolledUpRows(
                target,
                plan.IsOfLastDays && target == Interval.FiveMinutes ? finestFrom : DateTimeOffset.MinValue
            ))
            .ToList();
        var candles = Rows(defaults with { Interval = plan.Rows })
            .SelectMany(row => rollUps.Count == 0 ? [row] : rollUps.Select(rollUp => rollUp.Add(row)).OfType<Candle>())
            .Concat(rollUps.SelectMany(rollUp => rollUp.End()));
        foreach (var candle in candles)
        {
            if (candle.CloseTime > now && candle.Rank is not CandleRank.Own)
            {
                tally.Unfinished++;
                continue;
            }

            yield return candle;
        }

        tally.Cut += rollUps.Sum(rollUp => rollUp.Cut);
    }

    /// <summary>The quotes.</summary>
    public IEnumerable<Quote> Quotes()
    {
        foreach (var quote in file.ReadQuotes())
        {
            Check(quote.Slot, quote.Source);
            CheckNotAhead(quote.AsOf, QuoteChecks.ClockTolerance);
            tally.Read++;
            yield return quote;
        }
    }

    /// <summary>The raw readings.</summary>
    public IEnumerable<RawReading> RawReadings()
    {
        foreach (var reading in file.ReadRawReadings())
        {
            Check(reading.Slot, reading.Source);
            tally.Read++;
            yield return reading;
        }
    }

    private IEnumerable<Candle> Rows(CandleDefaults defaults)
    {
        foreach (var row in file.ReadCandles(defaults))
        {
            Check(row.OpenTime, row.Source);
            tally.Read++;
            yield return row;
        }
    }

    // The source's clock may have been slightly ahead.
    private void CheckNotAhead(DateTimeOffset time, TimeSpan tolerance)
    {
        if (time > now + tolerance)
        {
            throw file.Wrong($"{time.UtcDateTime:u} is in the future");
        }
    }

    private void Check(DateTimeOffset time, string source)
    {
        CheckNotAhead(time, TimeSpan.Zero);
        if (SourceNames.IsSimulated(source))
        {
            throw file.Wrong($"the source '{source}' is a simulated or replayed market, whose prices are never stored with real ones");
        }
    }
}
