using BtcTracker.Web.Api;
using BtcTracker.Web.Components.Guide;
using BtcTracker.Web.Conversion;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Components.Cache;

/// <summary>A page that is drawn for all who ask: the first page of each range, the one for frames, and the pages for reading.</summary>
/// <param name="Range">The range that it shows; null for another page.</param>
/// <param name="Guide">The component of a page for reading; null for another page.</param>
/// <param name="Parameters">What that component takes besides the snapshot; null for nothing.</param>
public sealed record SharedPage(HistoryRange? Range, Type? Guide = null, IReadOnlyDictionary<string, object?>? Parameters = null)
{
    private static readonly SharedPage[] OfRanges = [.. HistoryRange.All.Select(range => new SharedPage(range))];
    private static readonly SharedPage Default = Array.Find(OfRanges, page => page.Range == HistoryRange.OneDay)!;
    private static readonly SharedPage Embed = new((HistoryRange?)null);
    private static readonly SharedPage About = new(null, typeof(AboutText));
    private static readonly SharedPage Api = new(null, typeof(ApiText));

    /// <summary>Every such page.</summary>
    public static IReadOnlyList<SharedPage> All { get; } = [.. OfRanges, Embed, About, Api];

    /// <summary>A page of the listed history, which is one of too many to be kept.</summary>
    /// <param name="listing">What is listed; null where the query is wrong.</param>
    /// <param name="problem">What is wrong with the query.</param>
    public static SharedPage OfHistory(HistoryListing? listing, string? problem) => new(null, typeof(HistoryText), new Dictionary<string, object?>
    {
        [nameof(HistoryText.Listing)] = listing,
        [nameof(HistoryText.Problem)] = problem,
    });

    /// <summary>The converter with what was asked of it.</summary>
    public static SharedPage OfConversion(ConversionAnswer answer) =>
        new(null, typeof(ConvertText), new Dictionary<string, object?> { [nameof(ConvertText.Answer)] = answer });

    /// <summary>The calculation with what was asked of it.</summary>
    public static SharedPage OfWhatIf(WhatIfParameters asked, WhatIfAnswer answer) => new(null, typeof(WhatIfText), new Dictionary<string, object?>
    {
        [nameof(WhatIfText.Asked)] = asked,
        [nameof(WhatIfText.Answer)] = answer,
    });

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
            "/" => Array.Find(OfRanges, page => page.Range!.Query == query),
            "/embed" when string.IsNullOrEmpty(query) => Embed,
            "/about" when string.IsNullOrEmpty(query) => About,
            "/api" when string.IsNullOrEmpty(query) => Api,
            _ => null,
        };
    }
}
