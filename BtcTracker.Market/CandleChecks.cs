using System.Globalization;

namespace BtcTracker.Market;

/// <summary>Checks that a candle of a source or a file is plausible.</summary>
public static class CandleChecks
{
    /// <summary>In US dollars. At this price 21 million bitcoins would cost more than all the wealth of the world.</summary>
    public const decimal LargestPrice = 100_000_000m;

    /// <summary>In either unit. No exchange has traded a hundredth of it in a day.</summary>
    public const decimal LargestVolume = 10_000_000_000_000_000m;

    /// <summary>Finds what makes a candle implausible; null if it is plausible.</summary>
    public static string? FindProblem(Candle candle) =>
        candle switch
        {
            { Low: <= 0 } or { Open: <= 0 } or { High: <= 0 } or { Close: <= 0 } => "a price is not greater than zero",
            _ when candle.Low > candle.High => $"low {Format(candle.Low)} is above high {Format(candle.High)}",
            _ when candle.Low > Math.Min(candle.Open, candle.Close) =>
                $"low {Format(candle.Low)} is above open {Format(candle.Open)} or close {Format(candle.Close)}",
            _ when candle.High < Math.Max(candle.Open, candle.Close) =>
                $"high {Format(candle.High)} is below open {Format(candle.Open)} or close {Format(candle.Close)}",
            { High: > LargestPrice } => $"the price {Format(candle.High)} is implausibly high",
            _ when candle.Interval.OpenTimeOf(candle.OpenTime) != candle.OpenTime =>
                $"{candle.OpenTime.UtcDateTime:u} is not the start of {Describe(candle.Interval)}",
            { Volume: > LargestVolume } => $"volume {Format(candle.Volume.Value)} is implausibly high",
            { Volume: < 0 } => $"volume {Format(candle.Volume.Value)} is less than zero",
            _ => null,
        };

    private static string Format(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Describe(Interval interval) =>
        interval.Code switch
        {
            "1h" => "an hour",
            "1d" => "a day, which starts at 00:00 UTC",
            _ => $"a {interval} candle",
        };
}
