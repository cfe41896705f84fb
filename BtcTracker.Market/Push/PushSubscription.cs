using System.Buffers.Text;
using System.Security.Cryptography;

namespace BtcTracker.Market.Push;

/// <summary>Where a browser takes web push messages (RFC 8030), and how they are encrypted for it (RFC 8291).</summary>
/// <param name="Endpoint">The push service's https address. Anyone who has it can send to the browser, so it is a secret.</param>
/// <param name="P256dh">The browser's public key: a point of P-256, uncompressed, in base64url.</param>
/// <param name="Auth">The browser's secret: 16 bytes in base64url.</param>
/// <param name="Language">The language of what is sent: <c>en</c> or <c>es</c>.</param>
public sealed record PushSubscription(string Endpoint, string P256dh, string Auth, string Language)
{
    /// <summary>The longest address, in characters.</summary>
    public const int LongestEndpoint = 1_000;

    private const int AuthBytes = 16;
    private const int PointBytes = 65;
    private const int CoordinateBytes = 32;
    private const byte Uncompressed = 4;

    /// <summary>The push service's host, which is no secret.</summary>
    public string Host => new Uri(Endpoint).IdnHost;

    /// <summary>Checks a browser's public key, or a server's.</summary>
    /// <returns>Whether it is a point of the curve P-256.</returns>
    public static bool IsPoint(string text)
    {
        if (Decode(text) is not [Uncompressed, .. { Length: PointBytes - 1 } point])
        {
            return false;
        }

        try
        {
            var place = new ECPoint { X = point[..CoordinateBytes], Y = point[CoordinateBytes..] };
            using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = place });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Checks a browser's secret.</summary>
    public static bool IsAuth(string text) => Decode(text) is { Length: AuthBytes };

    /// <summary>The bytes of a base64url text; null where it is none.</summary>
    public static byte[]? Decode(string text)
    {
        try
        {
            // The decoder passes over spaces.
            return text.Any(char.IsWhiteSpace) ? null : Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
