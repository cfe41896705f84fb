using System.Security.Cryptography;
using System.Text;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>Identifies the same file imported with the same options.</summary>
internal static class Fingerprint
{
    /// <summary>The digest of a file's bytes and options; null for a pipe, which can be read only once.</summary>
    public static async Task<string?> FindAsync(string path, IReadOnlyList<object?> options, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (!file.CanSeek)
        {
            return null;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', [Path.GetFileName(path), .. options])));
        var buffer = new byte[1 << 16];
        for (int read; (read = await file.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            digest.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
