using SkiaSharp;
using Svg.Skia;

namespace BtcTracker.Web.Images;

/// <summary>Renders an image of the chart as PNG, for link previews, which cannot show SVG.</summary>
public static class ChartPng
{
    private const int Quality = 100;

    /// <summary>Draws an SVG.</summary>
    public static byte[] Draw(string svg)
    {
        using var drawing = new SKSvg();
        drawing.Settings.TypefaceProviders = [BundledFonts.Instance];
        var picture = drawing.FromSvg(svg) ?? throw new InvalidOperationException("The image of the chart is no SVG.");
        using var bitmap = new SKBitmap(ChartImage.Width, ChartImage.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        canvas.DrawPicture(picture);
        canvas.Flush();
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, Quality);
        return png.ToArray();
    }
}
