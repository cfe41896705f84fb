namespace BtcTracker.Web.Views;

/// <summary>An average of past closes that the chart can draw.</summary>
/// <param name="Code">The code in addresses.</param>
/// <param name="Days">Of how many days.</param>
/// <param name="Label">Its name where there is little room.</param>
public sealed record Average(string Code, int Days, string Label)
{
    /// <summary>The mean of 200 daily closes.</summary>
    public static Average Days200 { get; } = new("200d", 200, "200-day");

    /// <summary>The mean of 1,400 daily closes.</summary>
    public static Average Weeks200 { get; } = new("200w", 1_400, "200-week");

    /// <summary>Every average.</summary>
    public static IReadOnlyList<Average> All { get; } = [Days200, Weeks200];
}
