using System.Globalization;
using System.Security.Cryptography;
using BtcTracker.Market;
using Microsoft.AspNetCore.DataProtection;

namespace BtcTracker.Web.Components.Personal;

/// <summary>
/// The key of an address that opens a record on another device. It holds the token encrypted, and is good for minutes: addresses are
/// logged, and kept by browsers.
/// </summary>
public sealed class MeLink(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long one is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly IDataProtector _protector = protection.CreateProtector("BtcTracker.Web.Me.Link");

    /// <summary>Makes a key.</summary>
    public string Make(HolderName name, string token) =>
        _protector.Protect(
            string.Create(CultureInfo.InvariantCulture, $"{(clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds()}.{name.Text}.{token}")
        );

    /// <summary>Reads a key; null where it was not made here, or is too old.</summary>
    public (HolderName Name, string Token)? Read(string key)
    {
        try
        {
            return
                _protector.Unprotect(key).Split('.') is [var end, var name, var token]
                && long.Parse(end, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds()
                ? (HolderName.Parse(name), token)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
