namespace BtcTracker.Web.Components.Chart;

/// <summary>The size of a plot in the units of its paths.</summary>
/// <param name="Width">From its left to its right.</param>
/// <param name="Height">From its top to its bottom.</param>
/// <param name="Decimals">How finely a place is written.</param>
public sealed record PlotSize(int Width, int Height, int Decimals)
{
    /// <summary>A plot that its page stretches to its box, so that the units are small whatever the box.</summary>
    public static PlotSize Stretched { get; } = new(ChartGeometry.Size, ChartGeometry.Size, 0);

    /// <summary>How far from the left a share of the width is.</summary>
    public decimal Across(decimal share) => Math.Round(share * Width, Decimals, MidpointRounding.AwayFromZero);

    /// <summary>How far from the top a share of the height is.</summary>
    public decimal Down(decimal share) => Math.Round(share * Height, Decimals, MidpointRounding.AwayFromZero);
}
