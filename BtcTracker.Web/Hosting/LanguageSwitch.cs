using BtcTracker.Web.Formatting;
using BtcTracker.Web.Views;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Hosting;

/// <summary>
/// Stores the language that a reader chooses in a cookie. It is set by a link, which needs no script and leads back to its page.
/// </summary>
public static class LanguageSwitch
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Maps the address of the links.</summary>
    public static void MapLanguageSwitch(this IEndpointRouteBuilder routes) =>
        routes.MapGet(PageLanguage.SwitchPath, Switch).ExcludeFromDescription();

    private static RedirectHttpResult Switch(HttpContext context, string? to, string? back, IOptions<SiteOptions> site)
    {
        if (Language.Find(to) is { } language)
        {
            context.Response.Cookies.Append(
                PageLanguage.Cookie,
                language.Code,
                new CookieOptions
                {
                    Path = site.Value.Address("/"),
                    MaxAge = Kept,
                    HttpOnly = true,
                    Secure = context.Request.IsHttps,
                    SameSite = SameSiteMode.Lax,
                    IsEssential = true,
                }
            );
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.LocalRedirect("~" + (IsOfSite(back) ? back : "/"));
    }

    /// <summary>Whether it is a path of this site, so that the redirect leads to no other site.</summary>
    private static bool IsOfSite(string? path) => path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
