using BtcTracker.Web.Encoding;

namespace BtcTracker.Web.Api;

/// <summary>A series of rows has one address that negotiates the media type, and one per further media type, for links.</summary>
public static class RowRoutes
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The addresses' suffixes and the media types of each.</summary>
    private static readonly (string Suffix, string[] MediaTypes)[] Forms =
    [
        ("", [Offers.Json, Offers.Csv, Offers.JsonLines]),
        (".csv", [Offers.Csv]),
        (".jsonl", [Offers.JsonLines]),
    ];

    /// <summary>Maps all addresses of a series.</summary>
    /// <typeparam name="T">Its JSON body.</typeparam>
    /// <param name="routes">The routes to add to.</param>
    /// <param name="path">The address that negotiates the media type.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="summary">What it returns.</param>
    /// <param name="finish">Adds further conventions to each endpoint.</param>
    public static void MapRows<T>(
        this IEndpointRouteBuilder routes,
        string path,
        Delegate handler,
        string summary,
        Action<RouteHandlerBuilder>? finish = null
    )
    {
        foreach (var (suffix, mediaTypes) in Forms)
        {
            var endpoint = routes
                .MapMethods(path + suffix, GetAndHead, handler)
                .Offering(mediaTypes)
                .WithSummary(suffix.Length == 0 ? summary : $"{summary}, as {mediaTypes[0]}")
                .Produces<T>(StatusCodes.Status200OK, mediaTypes[0], mediaTypes[1..])
                .ProducesProblem(StatusCodes.Status406NotAcceptable);
            finish?.Invoke(endpoint);
        }
    }
}
