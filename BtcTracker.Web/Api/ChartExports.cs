using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;
using Microsoft.Extensions.Primitives;

namespace BtcTracker.Web.Api;

/// <summary>
/// A view of the first page as a file, by the same query: the candles that its chart shows as CSV and JSON. What is wrong in the
/// query falls back as it does on the page, and the store is not read.
/// </summary>
public sealed class ChartExports(CurrentSnapshot current, TimeProvider clock)
{
    /// <summary>The path of the candles as CSV.</summary>
    public const string Csv = "/chart.csv";

    /// <summary>The path of the candles as JSON.</summary>
    public const string Json = "/chart.json";

    /// <summary>All of the paths.</summary>
    public static readonly IReadOnlyList<string> Paths = [Csv, Json];

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps them. They are links of views, so they are in the page's documentation and not in the API's.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var exports = ActivatorUtilities.CreateInstance<ChartExports>(routes.ServiceProvider);
        routes.MapMethods(Csv, GetAndHead, (HttpRequest request) => exports.GetRows(request, Offers.Csv)).ExcludeFromDescription();
        routes.MapMethods(Json, GetAndHead, (HttpRequest request) => exports.GetRows(request, Offers.Json)).ExcludeFromDescription();
    }

    private EncodedResult GetRows(HttpRequest request, string mediaType)
    {
        var (snapshot, view) = Read(request);
        return new EncodedResult(SnapshotBodies.RowsOf(snapshot, view).In(mediaType), KeepUntilNextQuote(snapshot));
    }

    private (MarketSnapshot Snapshot, PageView View) Read(HttpRequest request)
    {
        var snapshot = current.Value;
        SnapshotTrace.LinkRequestTo(snapshot);
        return (snapshot, ViewQuery.Read(request.Query, clock.GetUtcNow()).View);
    }

    private StringValues KeepUntilNextQuote(MarketSnapshot snapshot) => EncodedResult.KeepFor(snapshot.FreshFor(clock.GetUtcNow()));
}
