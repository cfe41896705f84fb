using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Status;

/// <summary>
/// Whether the operator's page is open, off, or requires its token. A viewer who gave the token has a pass in a cookie: its end, signed
/// with the token. Every process accepts it without the store, which may be what is down; a new token ends all passes.
/// </summary>
public sealed class StatusAccess(IOptions<StatusOptions> options, IHostEnvironment environment, TimeProvider clock)
{
    /// <summary>How long a pass lasts.</summary>
    public static readonly TimeSpan PassTime = TimeSpan.FromHours(12);

    private readonly byte[] _token = Utf8(options.Value.Token);

    /// <summary>Whether anybody may see it: in Development without a token.</summary>
    public bool IsOpen => _token.Length == 0 && environment.IsDevelopment();

    /// <summary>Whether nobody may see it.</summary>
    public bool IsOff => _token.Length == 0 && !environment.IsDevelopment();

    /// <summary>Whether this is the token; compared in constant time, whatever its length.</summary>
    public bool IsToken(string given) =>
        _token.Length > 0 && CryptographicOperations.FixedTimeEquals(SHA256.HashData(_token), SHA256.HashData(Utf8(given)));

    /// <summary>Makes a pass.</summary>
    public string MakePass()
    {
        var end = (clock.GetUtcNow() + PassTime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{end}.{SignatureOf(end)}";
    }

    /// <summary>Whether this is a pass that was made here and has not ended.</summary>
    public bool IsPass(string? pass) =>
        _token.Length > 0
        && pass?.Split('.') is [var end, var signature]
        && CryptographicOperations.FixedTimeEquals(Utf8(SignatureOf(end)), Utf8(signature))
        && long.Parse(end, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds();

    private string SignatureOf(string end) => Base64Url.EncodeToString(HMACSHA256.HashData(_token, Utf8($"btctracker-status until {end}")));

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
