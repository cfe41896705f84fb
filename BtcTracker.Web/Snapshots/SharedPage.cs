namespace BtcTracker.Web.Snapshots;

/// <summary>A page that is drawn for all who ask: the first page of each range, and the one for frames.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Query">Its query, with the question mark; empty for none.</param>
public sealed record SharedPage(string Path, string Query)
{
    private static readonly SharedPage[] OfRanges = [.. HistoryRange.All.Select(range => new SharedPage("/", range.Query))];
    private static readonly SharedPage Default = OfRanges[HistoryRange.All.ToList().IndexOf(HistoryRange.OneDay)];
    private static readonly SharedPage Embed = new("/embed", "");

    /// <summary>Every such page.</summary>
    public static IReadOnlyList<SharedPage> All { get; } = [.. OfRanges, Embed];

    /// <summary>The page that is asked for; null where it is another, or has a query that is none of a page's.</summary>
    public static SharedPage? Find(HttpRequest request)
    {
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return null;
        }

        var query = request.QueryString.Value;
        return request.Path.Value switch
        {
            "/" when string.IsNullOrEmpty(query) => Default,
            "/" => Array.Find(OfRanges, page => page.Query == query),
            "/embed" when string.IsNullOrEmpty(query) => Embed,
            _ => null,
        };
    }
}
