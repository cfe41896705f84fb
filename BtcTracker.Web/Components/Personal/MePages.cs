using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Components.Cache;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Holders;
using BtcTracker.Web.Views;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Components.Personal;

/// <summary>Renders a person's own page.</summary>
public sealed class MePages(
    HolderAccess access,
    HolderRecords records,
    IHolderAlertStore alerts,
    PushSubscriptions subscriptions,
    MeCookie cookie,
    IAntiforgery antiforgery,
    CurrentSnapshot current,
    PageRenderer renderer,
    IOptions<SiteOptions> site,
    TimeProvider clock
)
{
    /// <summary>The record that a request's cookie opens.</summary>
    /// <returns>The account with its token, or the page that asks for one.</returns>
    public async Task<(HolderAccount? Account, string Token, IResult? Page)> OpenAsync(HttpContext context)
    {
        if (MeCookie.Read(context.Request) is not var (name, token))
        {
            return (null, string.Empty, await ShowAsync(context, View(context)));
        }

        var (account, refusal) = await access.AuthenticateAsync(context, name, token, context.RequestAborted);
        if (account is not null)
        {
            return (account, token, null);
        }

        var status = StatusOf(refusal);
        if (status == StatusCodes.Status401Unauthorized)
        {
            cookie.Clear(context);
        }

        return (null, string.Empty, await ShowAsync(context, View(context, MeEndpoint.Open, Explain(status)), status));
    }

    /// <summary>What the page shows before anything is known.</summary>
    public MeView View(HttpContext context) => new(antiforgery.GetAndStoreTokens(context).RequestToken!) { Today = records.Today };

    /// <summary>The same with a rejected form.</summary>
    public MeView View(HttpContext context, string failed, params IReadOnlyList<string> problems) =>
        View(context) with
        {
            Failed = failed,
            Problems = problems,
            Typed = TypedIn(context),
        };

    /// <summary>Refuses a form that could not be read, which only files make too large.</summary>
    public async Task<IResult> RefuseUnreadAsync(HttpContext context, string problem, int status)
    {
        var (account, _, _) = await OpenAsync(context);
        return await ShowAsync(
            context,
            View(context) with
            {
                Account = account,
                Failed = account is null ? MeEndpoint.Create : MeEndpoint.Import,
                Problems = [problem],
            },
            status
        );
    }

    /// <summary>
    /// Draws the page. It goes to one browser, so it is never cached, and never compressed together with content that others may know
    /// (BREACH).
    /// </summary>
    public async Task<IResult> ShowAsync(HttpContext context, MeView view, int status = StatusCodes.Status200OK)
    {
        if (view.Account is { } account)
        {
            view = view with { Alerts = await alerts.FindAsync(account.Holder, context.RequestAborted), PushKey = subscriptions.Key };
        }

        var page = await renderer.RenderAsync(
            SharedPage.OfHolder(view) with
            {
                Language = LanguageOf(context),
            },
            current.Value,
            clock.GetUtcNow()
        );
        context.Response.StatusCode = status;
        return TypedResults.Bytes(page, "text/html; charset=utf-8");
    }

    /// <summary>Redirects the browser to the page, so that a reload repeats nothing.</summary>
    public IResult Back(HttpContext context, string part = "")
    {
        context.Response.Headers.Location = site.Value.Address(RequestLanguage.Of(context).Link(MeEndpoint.Path + part));
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The status of an answer that refuses.</summary>
    public static int StatusOf(IResult? refusal) => (refusal as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status401Unauthorized;

    /// <summary>The message for a status.</summary>
    public static string Explain(int status) =>
        status == StatusCodes.Status429TooManyRequests ? Texts.MeTooManyAttempts : Texts.MeWrongToken;

    // Nothing of a form that could not be read: reading it again fails again.
    private static Dictionary<string, string> TypedIn(HttpContext context) =>
        (context.Features.Get<IFormFeature>()?.Form ?? FormCollection.Empty).ToDictionary(
            field => field.Key,
            field => field.Value.ToString()
        );

    /// <summary>The page's language. A form's address takes no GET, so another language leads back to the page itself.</summary>
    private static PageLanguage LanguageOf(HttpContext context) =>
        RequestLanguage.Of(context) is var language && HttpMethods.IsPost(context.Request.Method)
            ? language with
            {
                Here = MeEndpoint.Path,
            }
            : language;
}
