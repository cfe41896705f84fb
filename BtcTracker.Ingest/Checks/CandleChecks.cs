using BtcTracker.Market;

namespace BtcTracker.Ingest.Checks;

/// <summary>What a source's candle must be to be believed.</summary>
public static class CandleChecks
{
    /// <summary>Checks a candle; null where it is believed, else the reason in a few words.</summary>
    public static string? WhatIsWrongWith(Candle candle) => candle switch
    {
        { Low: <= 0 } or { Open: <= 0 } or { Close: <= 0 } => "a price is not greater than zero",
        _ when candle.Low > Math.Min(candle.Open, candle.Close) => "its low is above its open or close",
        _ when candle.High < Math.Max(candle.Open, candle.Close) => "its high is below its open or close",
        { High: > QuoteChecks.LargestPrice } => "a price is beyond all sense",
        _ when candle.Interval.OpenTimeOf(candle.OpenTime) != candle.OpenTime => "it is off the interval's grid",
        { Volume: < 0 } => "its volume is less than zero",
        _ => null,
    };
}
