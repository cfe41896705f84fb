using System.Buffers.Text;
using System.Security.Cryptography;
using BtcTracker.Market.Push;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>A pair of keys of P-256, in base64url as browsers and push services take them.</summary>
/// <param name="PublicKey">The point, uncompressed.</param>
/// <param name="PrivateKey">The secret number.</param>
public sealed record VapidKeys(string PublicKey, string PrivateKey)
{
    /// <summary>Makes a new pair.</summary>
    public static VapidKeys Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        return new VapidKeys(PublicKeyOf(parameters), Base64Url.EncodeToString(parameters.D));
    }

    /// <summary>Whether a private key is the one of a public key.</summary>
    public static bool BelongTogether(string publicKey, string privateKey)
    {
        if (PushSubscription.Decode(privateKey) is not { Length: 32 } secret)
        {
            return false;
        }

        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
            return PublicKeyOf(key.ExportParameters(includePrivateParameters: false)) == publicKey.TrimEnd('=');
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string PublicKeyOf(ECParameters parameters) => Base64Url.EncodeToString([4, .. parameters.Q.X!, .. parameters.Q.Y!]);
}
