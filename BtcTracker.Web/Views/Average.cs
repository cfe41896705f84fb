using BtcTracker.Market;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Views;

/// <summary>An average of past closes that the chart can draw.</summary>
/// <param name="Code">The code in addresses.</param>
/// <param name="Count">Of how many closes.</param>
/// <param name="Interval">Of what candles.</param>
public sealed record Average(string Code, int Count, Interval Interval)
{
    /// <summary>The mean of 200 daily closes.</summary>
    public static Average Days200 { get; } = new("200d", 200, Interval.OneDay);

    /// <summary>The mean of 200 weekly closes.</summary>
    public static Average Weeks200 { get; } = new("200w", 200, Interval.OneWeek);

    /// <summary>Its name where there is little room.</summary>
    public string Label => this == Days200 ? Texts.AverageDays : Texts.AverageWeeks;

    /// <summary>Every average.</summary>
    public static IReadOnlyList<Average> All { get; } = [Days200, Weeks200];
}
