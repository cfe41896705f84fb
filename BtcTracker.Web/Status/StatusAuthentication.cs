using BtcTracker.Web.Formatting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Status;

/// <summary>Restricts the operator's page, and the connection that keeps it live, to those who may see it.</summary>
public sealed class StatusAuthentication(StatusAccess access, TokenAttempts attempts, CircuitLimiter circuits, IOptions<SiteOptions> site)
{
    /// <summary>The page's path.</summary>
    public const string Path = "/status";

    /// <summary>The parameter and the form's field with the token.</summary>
    public const string TokenField = "token";

    private const string CookieName = "btctracker-status";
    private const string ConnectionPath = "/_blazor";

    // Fluent's components set sizes by style attributes; scripts and style sheets are the site's own, as everywhere.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Whether a path requires the token.</summary>
    public static bool Guards(PathString path) => path.StartsWithSegments(Path) || path.StartsWithSegments(ConnectionPath);

    /// <summary>
    /// Passes a request on, or answers it: 404 where the page is off, 401 without the right token, 429 after too many wrong ones.
    /// </summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (access.IsOff)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        var isConnection = context.Request.Path.StartsWithSegments(ConnectionPath);
        return !access.IsOpen && !access.IsPass(context.Request.Cookies[CookieName]) ? AskForTokenAsync(context, isConnection)
            : isConnection ? ConnectAsync(context, next)
            : next(context);
    }

    private async Task AskForTokenAsync(HttpContext context, bool isConnection)
    {
        var token = isConnection ? string.Empty : await TokenOfAsync(context.Request);
        if (token.Length > 0 && !attempts.MayTry(context))
        {
            context.Response.Headers.RetryAfter = "60";
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests);
        }
        else if (!access.IsToken(token))
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized);
        }
        else
        {
            Admit(context);
            await AnswerAsync(context, StatusCodes.Status200OK);
        }
    }

    private static async Task<string> TokenOfAsync(HttpRequest request) =>
        request.HasFormContentType
            ? (await request.ReadFormAsync(request.HttpContext.RequestAborted))[TokenField].ToString()
            : request.Query[TokenField].ToString();

    private void Admit(HttpContext context) =>
        context.Response.Cookies.Append(
            CookieName,
            access.MakePass(),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = site.Value.Address("/"),
                MaxAge = StatusAccess.PassTime,
            }
        );

    private Task RefuseAsync(HttpContext context, int status)
    {
        attempts.Refused();
        return AnswerAsync(context, status);
    }

    private static Task AnswerAsync(HttpContext context, int status) =>
        new RazorComponentResult<StatusSignIn>(
            new Dictionary<string, object?>
            {
                [nameof(StatusSignIn.Status)] = status,
                [nameof(StatusSignIn.Text)] = StatusText.For(context.Request),
            }
        )
        {
            StatusCode = status,
        }.ExecuteAsync(context);

    private async Task ConnectAsync(HttpContext context, RequestDelegate next)
    {
        if (!circuits.TryAcquire())
        {
            context.Response.Headers.RetryAfter = "60";
            await TypedResults
                .Problem("Too many live pages are open.", statusCode: StatusCodes.Status503ServiceUnavailable)
                .ExecuteAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            circuits.Release();
        }
    }
}
