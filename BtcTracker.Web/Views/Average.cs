using BtcTracker.Market;

namespace BtcTracker.Web.Views;

/// <summary>An average of past closes that the chart can draw.</summary>
/// <param name="Code">The code in addresses.</param>
/// <param name="Count">Of how many closes.</param>
/// <param name="Interval">Of what candles.</param>
/// <param name="Label">Its name where there is little room.</param>
public sealed record Average(string Code, int Count, Interval Interval, string Label)
{
    /// <summary>The mean of 200 daily closes.</summary>
    public static Average Days200 { get; } = new("200d", 200, Interval.OneDay, "200-day");

    /// <summary>The mean of 200 weekly closes.</summary>
    public static Average Weeks200 { get; } = new("200w", 200, Interval.OneWeek, "200-week");

    /// <summary>Every average.</summary>
    public static IReadOnlyList<Average> All { get; } = [Days200, Weeks200];
}
