using SkiaSharp;
using Svg.Skia;

namespace BtcTracker.Web.Images;

/// <summary>Turns an image of the chart into pixels, for who cannot show SVG: chats and feeds that show a link.</summary>
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
