using System.Buffers.Text;
using System.Security.Cryptography;

namespace BtcTracker.Web.Holders;

/// <summary>
/// The secret that opens a holder's record. It is shown once; only its SHA-256 is stored, which cannot be reversed.
/// </summary>
public static class HolderToken
{
    private const int Bytes = 32;

    /// <summary>Makes one of 256 random bits.</summary>
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The stored hash of a token.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(Hash(token));

    /// <summary>Whether a token has a hash; compared in constant time.</summary>
    /// <param name="token">The token.</param>
    /// <param name="hash">The stored hash; null if the name is free, which takes as long to compare.</param>
    public static bool Fits(string token, string? hash)
    {
        var kept = hash is null ? new byte[SHA256.HashSizeInBytes] : Convert.FromHexString(hash);
        return CryptographicOperations.FixedTimeEquals(Hash(token), kept) && hash is not null;
    }

    private static byte[] Hash(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));
}
