namespace BtcTracker.Web.Hosting;

/// <summary>Headers that hold a browser to what this site needs: its own scripts, styles, images and connections, and no device.</summary>
public static class SecurityHeaders
{
    /// <summary>The page that may stand in a frame of any other.</summary>
    private const string Framed = "/embed";

    private const string OwnThingsAlone =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src "
        + "'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private const string NoDevices = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private const string InNoFrame = OwnThingsAlone + "'none'";
    private const string InAnyFrame = OwnThingsAlone + "*";

    /// <summary>Adds the headers to every answer.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                Apply(context);
                return next(context);
            }
        );

    /// <summary>Sets the headers; once more where an unexpected failure has cleared them.</summary>
    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path == Framed ? InAnyFrame : InNoFrame;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = NoDevices;
    }
}
