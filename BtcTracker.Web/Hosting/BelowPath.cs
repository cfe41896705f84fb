using BtcTracker.Web.Formatting;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Hosting;

/// <summary>Serves the site below a path of a proxy's host, <see cref="SiteOptions.PathBase"/>.</summary>
public static class BelowPath
{
    /// <summary>
    /// Takes the path off the requests that bring it, and holds every address that is made to it. A proxy may have taken it off
    /// already; what checks the service's health asks without it.
    /// </summary>
    public static WebApplication UsePathOfSite(this WebApplication app)
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
