using System.Globalization;

namespace BtcTracker.Market;

/// <summary>What a candle of a source or of a file must be to be believed.</summary>
public static class CandleChecks
{
    /// <summary>In US dollars: all the world's wealth is less than what 21 million bitcoins would be worth at this price.</summary>
    public const decimal LargestPrice = 100_000_000m;

    /// <summary>In either unit: no exchange of the world has traded a hundredth of it in a day.</summary>
    public const decimal LargestVolume = 10_000_000_000_000_000m;

    /// <summary>Checks a candle; null where it is believed, else the reason in a few words.</summary>
    public static string? WhatIsWrongWith(Candle candle) =>
        candle switch
        {
            { Low: <= 0 } or { Open: <= 0 } or { High: <= 0 } or { Close: <= 0 } => "a price is not greater than zero",
            _ when candle.Low > candle.High => $"low {Words(candle.Low)} is above high {Words(candle.High)}",
            _ when candle.Low > Math.Min(candle.Open, candle.Close) =>
                $"low {Words(candle.Low)} is above open {Words(candle.Open)} or close {Words(candle.Close)}",
            _ when candle.High < Math.Max(candle.Open, candle.Close) =>
                $"high {Words(candle.High)} is below open {Words(candle.Open)} or close {Words(candle.Close)}",
            { High: > LargestPrice } => $"the price {Words(candle.High)} is beyond all sense",
            _ when candle.Interval.OpenTimeOf(candle.OpenTime) != candle.OpenTime =>
                $"{candle.OpenTime.UtcDateTime:u} is not the start of {Words(candle.Interval)}",
            { Volume: > LargestVolume } => $"volume {Words(candle.Volume.Value)} is beyond all sense",
            { Volume: < 0 } => $"volume {Words(candle.Volume.Value)} is less than zero",
            _ => null,
        };

    private static string Words(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Words(Interval interval) =>
        interval.Code switch
        {
            "1h" => "an hour",
            "1d" => "a day, which starts at 00:00 UTC",
            _ => $"a {interval} candle",
        };
}
