using System.Security.Cryptography;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Api;
using BtcTracker.Web.Components.Cache;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Holders;
using BtcTracker.Web.Views;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Components.Personal;

/// <summary>A person's own page and its forms, which need no script.</summary>
public static class MeEndpoint
{
    /// <summary>The page's path.</summary>
    public const string Path = "/me";

    /// <summary>The form that makes a record.</summary>
    public const string Create = "/create";

    /// <summary>The form that opens one.</summary>
    public const string Open = "/open";

    /// <summary>The form that changes its day.</summary>
    public const string Change = "/change";

    /// <summary>The form that adds a purchase.</summary>
    public const string Purchases = "/purchases";

    /// <summary>The form that deletes a purchase.</summary>
    public const string Remove = "/purchases/delete";

    /// <summary>The form that sets an alert.</summary>
    public const string Alerts = "/alerts";

    /// <summary>The form that removes an alert.</summary>
    public const string RemoveAlert = "/alerts/delete";

    /// <summary>Where the script sends the subscription of the browser that is notified.</summary>
    public const string Push = "/alerts/push";

    /// <summary>The form that ends the notifications.</summary>
    public const string StopPush = "/alerts/push/stop";

    /// <summary>The form that imports a file.</summary>
    public const string Import = "/import";

    /// <summary>The form that makes an address for another device, and that address.</summary>
    public const string Link = "/link";

    /// <summary>The form that opens the record on that device.</summary>
    public const string Enter = "/enter";

    /// <summary>The form that closes the record in this browser.</summary>
    public const string Leave = "/leave";

    /// <summary>The form that deletes the record.</summary>
    public const string Delete = "/delete";

    /// <summary>The field with the proof that a form came from here.</summary>
    public const string TokenField = "__RequestVerificationToken";

    // The file, and what a form puts around it.
    private const int LargestForm = PurchaseImport.LargestFile + (64 * 1024);

    // Fluent's components set sizes by style attributes; scripts and style sheets are the site's own, as everywhere.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'; "
        + "worker-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Registers what the page needs.</summary>
    public static void AddMe(this IServiceCollection services) =>
        services
            .AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest)
            .AddSingleton<MeCookie>()
            .AddSingleton<MeLink>()
            .AddSingleton<MePages>()
            .AddSingleton<MeRecordForms>()
            .AddSingleton<MePurchaseForms>()
            .AddSingleton<MeAlertForms>()
            .AddSingleton<MeDeviceForms>();

    /// <summary>Maps the page where records are on.</summary>
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IOptions<HoldersOptions>>().Value.Enabled != true)
        {
            return;
        }

        var me = routes.MapGroup(Path).WithLanguages().ReadsStore().AddEndpointFilter(KeepPrivateAsync);
        me.MapMethods("", GetAndHead, GetAsync);
        me.MapMethods("/purchases.csv", GetAndHead, (HttpContext context, MePurchaseForms forms) => forms.GetCsvAsync(context));
        me.MapMethods("/record.json", GetAndHead, (HttpContext context, MePurchaseForms forms) => forms.GetJsonAsync(context));
        me.MapMethods(Link, GetAndHead, (string? key, HttpContext context, MeDeviceForms forms) => forms.AskAsync(key, context));
        var posted = me.MapGroup("").AddEndpointFilter(CheckFormAsync);
        posted.MapPost(Create, (HttpContext context, MeRecordForms forms) => forms.CreateAsync(context));
        posted.MapPost(Open, (HttpContext context, MeRecordForms forms) => forms.OpenAsync(context));
        posted.MapPost(Change, (HttpContext context, MeRecordForms forms) => forms.ChangeAsync(context));
        posted.MapPost(Delete, (HttpContext context, MeRecordForms forms) => forms.DeleteAsync(context));
        posted.MapPost(Leave, (HttpContext context, MeRecordForms forms) => forms.Leave(context));
        posted.MapPost(Purchases, (HttpContext context, MePurchaseForms forms) => forms.AddAsync(context));
        posted.MapPost(Remove, (HttpContext context, MePurchaseForms forms) => forms.DeleteAsync(context));
        posted.MapPost(Alerts, (HttpContext context, MeAlertForms forms) => forms.AddAsync(context));
        posted.MapPost(RemoveAlert, (HttpContext context, MeAlertForms forms) => forms.DeleteAsync(context));
        posted.MapPost(Push, (HttpContext context, MeAlertForms forms) => forms.SubscribeAsync(context));
        posted.MapPost(StopPush, (HttpContext context, MeAlertForms forms) => forms.UnsubscribeAsync(context));
        posted
            .MapPost(Import, (HttpContext context, MePurchaseForms forms) => forms.ImportAsync(context))
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        posted.MapPost(Link, (HttpContext context, MeDeviceForms forms) => forms.MakeAsync(context));
        posted.MapPost(Enter, (HttpContext context, MeDeviceForms forms) => forms.OpenAsync(context));
    }

    private static async Task<IResult> GetAsync(string? cursor, HttpContext context, MePages pages)
    {
        var (account, _, page) = await pages.OpenAsync(context);
        PurchasePage.TryReadCursor(cursor, out var after);
        return page ?? await pages.ShowAsync(context, pages.View(context) with { Account = account, After = after });
    }

    private static async ValueTask<object?> KeepPrivateAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers["Referrer-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
        context.Features.Get<IHttpsCompressionFeature>()?.Mode = HttpsCompressionMode.DoNotCompress;
        try
        {
            return await next(invocation);
        }
        catch (Exception error) when (error is CryptographicException or AntiforgeryValidationException)
        {
            // The keys that protect forms are in the store.
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem(
                "Forms cannot be protected while the store does not answer.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "The store does not answer"
            );
        }
    }

    /// <summary>Takes a form only from this site's own page, and of a size that one has.</summary>
    private static async ValueTask<object?> CheckFormAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var pages = context.RequestServices.GetRequiredService<MePages>();
        try
        {
            if (context.Request.HasFormContentType)
            {
                RequestLanguage.Speak(
                    context,
                    Language.Find((await context.Request.ReadFormAsync(context.RequestAborted))[PageLanguage.Parameter].ToString())
                );
            }

            return await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)
                ? await next(invocation)
                : await pages.ShowAsync(context, pages.View(context, Open, Texts.MePageOld), StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return await pages.RefuseUnreadAsync(context, Texts.MeFileTooLarge, error.StatusCode);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException or IOException)
        {
            return await pages.RefuseUnreadAsync(context, Texts.MeFormUnreadable, StatusCodes.Status400BadRequest);
        }
        catch (HolderDeletedException)
        {
            return (await pages.OpenAsync(context)).Page;
        }
    }
}
