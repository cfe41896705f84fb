using BtcTracker.Web.Formatting;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Hosting;

/// <summary>Serves the site below a path of a proxy's host, <see cref="SiteOptions.PathBase"/>.</summary>
public static class SitePathBase
{
    /// <summary>
    /// Strips the path from requests that have it, and adds it to every generated address. A proxy may have stripped it
    /// already; health checks do not use it.
    /// </summary>
    public static WebApplication UseSitePathBase(this WebApplication app)
    {
        PathString pathBase = app.Services.GetRequiredService<IOptions<SiteOptions>>().Value.PathBase;
        if (pathBase.HasValue)
        {
            app.Use(
                (context, next) =>
                {
                    var request = context.Request;
                    if (request.Path.StartsWithSegments(pathBase, out var rest))
                    {
                        request.Path = rest.HasValue ? rest : "/";
                    }

                    request.PathBase = pathBase;
                    return next(context);
                }
            );
        }

        return app;
    }
}
