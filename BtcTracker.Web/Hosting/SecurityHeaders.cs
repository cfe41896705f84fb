namespace BtcTracker.Web.Hosting;

/// <summary>Headers that restrict browsers to the site's own scripts, styles, images and connections, and to no device.</summary>
public static class SecurityHeaders
{
    /// <summary>The page that any other page may show in a frame.</summary>
    private const string Framed = "/embed";

    private const string SelfOnly =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src "
        + "'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private const string NoDevices = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private const string NotFramable = SelfOnly + "'none'";
    private const string Framable = SelfOnly + "*";

    /// <summary>Adds the headers to every answer.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                Apply(context);
                return next(context);
            }
        );

    /// <summary>Sets the headers; again if an unexpected failure has cleared them.</summary>
    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path == Framed ? Framable : NotFramable;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = NoDevices;
    }
}
