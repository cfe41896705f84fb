using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Components.Personal;

/// <summary>The name and token of a record in a cookie that no script can read and no other site's page sends.</summary>
public sealed class MeCookie(IOptions<SiteOptions> site)
{
    private const string Name = "btctracker-me";

    /// <summary>As long as browsers keep one.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>What a request brings; null for nothing.</summary>
    public static (HolderName Name, string Token)? Read(HttpRequest request) =>
        request.Cookies[Name]?.Split('.') is [var name, var token] && HolderName.Read(Uri.UnescapeDataString(name), out var holder) is null
            ? (holder!, token)
            : null;

    /// <summary>Keeps a record's token in the browser.</summary>
    public void Set(HttpContext context, HolderName name, string token) =>
        context.Response.Cookies.Append(Name, $"{Uri.EscapeDataString(name.Text)}.{token}", OptionsOf(context, Kept));

    /// <summary>Forgets it.</summary>
    public void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, OptionsOf(context, null));

    private CookieOptions OptionsOf(HttpContext context, TimeSpan? kept) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = site.Value.Address(MeEndpoint.Path),
            MaxAge = kept,
        };
}
