using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BtcTracker.Market.Push;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A browser's side of web push: it makes a subscription and decrypts what comes for it (RFC 8291 over RFC 8188).</summary>
internal sealed class PushBrowser : IDisposable
{
    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int PointBytes = 65;

    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _auth = RandomNumberGenerator.GetBytes(16);

    public string P256dh => Base64Url.EncodeToString(PointOf(_key));

    public string Auth => Base64Url.EncodeToString(_auth);

    public PushSubscription Subscription(string endpoint = "https://push.example.com/hidden-path", string language = "en") =>
        new(endpoint, P256dh, Auth, language);

    /// <summary>The text of a body with one record.</summary>
    public string Decrypt(byte[] body)
    {
        var salt = body[..SaltBytes];
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(SaltBytes)) >= body.Length - SaltBytes - 5 - PointBytes);
        Assert.Equal(PointBytes, body[SaltBytes + 4]);
        var sender = body[(SaltBytes + 5)..(SaltBytes + 5 + PointBytes)];
        var enclosed = body[(SaltBytes + 5 + PointBytes)..];
        using var other = ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = sender[1..33], Y = sender[33..] },
            }
        );
        var shared = _key.DeriveRawSecretAgreement(other.PublicKey);
        byte[] info = [.. Encoding.ASCII.GetBytes("WebPush: info\0"), .. PointOf(_key), .. sender];
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, _auth, info);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, salt, Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0"));
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 12, salt, Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"));
        var open = new byte[enclosed.Length - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(nonce, enclosed.AsSpan(0, open.Length), enclosed.AsSpan(open.Length), open);

        // The last record ends with a 2, and padding of zeros.
        var end = Array.FindLastIndex(open, one => one != 0);
        Assert.Equal(2, open[end]);
        return Encoding.UTF8.GetString(open, 0, end);
    }

    public void Dispose() => _key.Dispose();

    private static byte[] PointOf(ECDiffieHellman key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [4, .. point.X!, .. point.Y!];
    }
}
