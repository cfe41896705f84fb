namespace BtcTracker.Web.Views;

/// <summary>Where a view of the first page is a file; each takes the page's query.</summary>
public static class ViewFiles
{
    /// <summary>The path of the candles as CSV.</summary>
    public const string Csv = "/chart.csv";

    /// <summary>The path of the candles as JSON.</summary>
    public const string Json = "/chart.json";

    /// <summary>The path of the image as SVG.</summary>
    public const string Svg = "/chart.svg";

    /// <summary>The path of the image as PNG.</summary>
    public const string Png = "/chart.png";

    /// <summary>The image's width in pixels.</summary>
    public const int ImageWidth = 1200;

    /// <summary>The image's height in pixels: with this width what pages that show links make room for.</summary>
    public const int ImageHeight = 630;

    /// <summary>All of the paths.</summary>
    public static IReadOnlyList<string> Paths { get; } = [Csv, Json, Svg, Png];
}
