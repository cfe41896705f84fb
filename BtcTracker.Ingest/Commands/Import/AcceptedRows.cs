using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Files;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>The rows of a file that may go into the real market's table, counted.</summary>
internal sealed class AcceptedRows(PriceFile file, ImportTally tally, DateTimeOffset now)
{
    /// <summary>The candles that are over; one that forms would stand in the way of what it becomes, unless it is of own quotes.</summary>
    public IEnumerable<Candle> Candles(CandleDefaults defaults)
    {
        foreach (var candle in file.ReadCandles(defaults))
        {
            Check(candle.OpenTime, candle.Source);
            tally.Read++;
            if (candle.CloseTime > now && candle.Rank > CandleRank.Own)
            {
                tally.Unfinished++;
                continue;
            }

            yield return candle;
        }
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

    // A source's clock may have been a little ahead when it told its own time.
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
            throw file.Wrong($"the source '{source}' is a simulated or replayed market, whose prices never stand with real ones");
        }
    }
}
