using SkiaSharp;
using Svg.Skia.TypefaceProviders;

namespace BtcTracker.Web.Images;

/// <summary>The fonts that this program brings, for every family that an image names: the machine may have none.</summary>
internal sealed class BundledFonts : ITypefaceProvider
{
    /// <summary>DejaVu Sans and its bold.</summary>
    public static BundledFonts Instance { get; } = new();

    private readonly SKTypeface _regular = Load("DejaVuSans.ttf");
    private readonly SKTypeface _bold = Load("DejaVuSans-Bold.ttf");

    private BundledFonts() { }

    /// <inheritdoc />
    public SKTypeface FromFamilyName(
        string fontFamily,
        SKFontStyleWeight fontWeight,
        SKFontStyleWidth fontWidth,
        SKFontStyleSlant fontStyle
    ) => fontWeight >= SKFontStyleWeight.SemiBold ? _bold : _regular;

    private static SKTypeface Load(string name)
    {
        using var font =
            typeof(BundledFonts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is not in the program.");
        return SKTypeface.FromStream(font);
    }
}
