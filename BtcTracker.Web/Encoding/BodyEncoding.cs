using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Encoding;

/// <summary>How a body's bytes are encoded on the wire.</summary>
public enum BodyEncoding
{
    /// <summary>As they are.</summary>
    Identity,

    /// <summary>With gzip.</summary>
    Gzip,

    /// <summary>With brotli.</summary>
    Brotli,
}

/// <summary>Chooses the encoding that a client accepts.</summary>
public static class BodyEncodings
{
    private static readonly StringValues BrotliName = "br";
    private static readonly StringValues GzipName = "gzip";

    /// <summary>The name in <c>Content-Encoding</c>; empty for none.</summary>
    public static StringValues NameOf(BodyEncoding encoding) =>
        encoding switch
        {
            BodyEncoding.Brotli => BrotliName,
            BodyEncoding.Gzip => GzipName,
            _ => StringValues.Empty,
        };

    /// <summary>The smallest encoding that <c>Accept-Encoding</c> allows; none where the header is missing or cannot be read.</summary>
    public static BodyEncoding Choose(StringValues acceptEncoding)
    {
        if (acceptEncoding.Count == 0)
        {
            return BodyEncoding.Identity;
        }

        // Browsers send no qualities, so their header is parsed without allocating a list.
        return acceptEncoding is [{ } only] && !only.Contains(';', StringComparison.Ordinal)
            ? ChooseByName(only)
            : ChooseByQuality(acceptEncoding);
    }

    private static BodyEncoding ChooseByName(ReadOnlySpan<char> names)
    {
        var best = BodyEncoding.Identity;
        foreach (var part in names.Split(','))
        {
            var encoding = Parse(names[part].Trim());
            best = encoding > best ? encoding : best;
        }

        return best;
    }

    private static BodyEncoding ChooseByQuality(StringValues acceptEncoding) =>
        StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted)
            ? accepted
                .Where(value => value.Quality is not 0)
                .Select(value => Parse(value.Value.AsSpan()))
                .Append(BodyEncoding.Identity)
                .Max()
            : BodyEncoding.Identity;

    private static BodyEncoding Parse(ReadOnlySpan<char> name) =>
        name switch
        {
            _ when name.Equals("br", StringComparison.OrdinalIgnoreCase) => BodyEncoding.Brotli,
            _ when name.Equals("gzip", StringComparison.OrdinalIgnoreCase) => BodyEncoding.Gzip,
            _ => BodyEncoding.Identity,
        };
}
