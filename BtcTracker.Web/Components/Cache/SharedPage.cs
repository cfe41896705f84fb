using BtcTracker.Web.Api;
using BtcTracker.Web.Components.Guide;
using BtcTracker.Web.Components.Personal;
using BtcTracker.Web.Conversion;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Components.Cache;

/// <summary>A page that is rendered for all readers: the first page in each view, the one for frames, and the pages for reading.</summary>
/// <param name="View">The view of the first page; null for another page.</param>
/// <param name="Guide">The component of a page for reading; null for another page.</param>
/// <param name="Parameters">The component's parameters besides the snapshot; null for none.</param>
public sealed record SharedPage(PageView? View, Type? Guide = null, IReadOnlyDictionary<string, object?>? Parameters = null)
{
    /// <summary>The most requested pages, by their path and query, so that nothing is parsed for them.</summary>
    private static readonly Dictionary<(string Path, string Query), Translated> Known = new()
    {
        [("/", string.Empty)] = Translate(new SharedPage(PageView.Default)),
        [("/embed", string.Empty)] = Translate(new SharedPage((PageView?)null) { Frame = new EmbedView() }),
    };

    static SharedPage()
    {
        foreach (var range in HistoryRange.All)
        {
            Known[("/", range.Query)] = Translate(new SharedPage(new PageView(range)));
        }

        KnowGuide("/about", typeof(AboutText), typeof(Guide.Spanish.AboutText));
        KnowGuide("/api", typeof(ApiText), typeof(Guide.Spanish.ApiText));
    }

    /// <summary>Its language.</summary>
    public PageLanguage Language { get; init; } = new(Formatting.Language.English);

    /// <summary>What the page for frames shows; null for another page.</summary>
    public EmbedView? Frame { get; private init; }

    /// <summary>
    /// The key of the cached page; null if it is not cached. A page with notices shows one reader's mistake, which
    /// nobody repeats.
    /// </summary>
    public string? Key =>
        Notices.Count > 0 ? null
        : (View?.Query ?? (Frame is null ? null : "/embed" + Frame.Query)) is { } query ? $"{query} {Language.Language}"
        : null;

    /// <summary>What was not understood of the query that asked for the view.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Every frequently requested page.</summary>
    public static IReadOnlyCollection<SharedPage> All =>
        [
            .. Known
                .Values.SelectMany(page => new[] { page.English, page.Spanish })
                .Distinct(ReferenceEqualityComparer.Instance)
                .Cast<SharedPage>(),
        ];

    /// <summary>The first page in a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="notices">What was not understood of the query that chose it.</param>
    /// <param name="language">The language.</param>
    public static SharedPage Of(PageView view, IReadOnlyList<string> notices, PageLanguage language) =>
        notices.Count == 0 && Known.TryGetValue(("/", view.Query), out var known)
            ? known.In(language.Language)
            : new(view) { Notices = notices, Language = language };

    /// <summary>The page for frames.</summary>
    public static SharedPage OfFrame(EmbedView frame, PageLanguage language) =>
        frame == new EmbedView()
            ? Known[("/embed", string.Empty)].In(language.Language)
            : new((PageView?)null) { Frame = frame, Language = language };

    /// <summary>A page of the listed history. There are too many to cache them.</summary>
    /// <param name="listing">What is listed; null where the query is wrong.</param>
    /// <param name="problem">The problem of the query.</param>
    public static SharedPage OfHistory(HistoryListing? listing, string? problem) =>
        new(
            null,
            typeof(HistoryText),
            new Dictionary<string, object?> { [nameof(HistoryText.Listing)] = listing, [nameof(HistoryText.Problem)] = problem }
        );

    /// <summary>The converter with a request.</summary>
    public static SharedPage OfConversion(ConversionAnswer answer) =>
        new(null, typeof(ConvertText), new Dictionary<string, object?> { [nameof(ConvertText.Answer)] = answer });

    /// <summary>The calculation with a request.</summary>
    public static SharedPage OfWhatIf(WhatIfParameters asked, WhatIfAnswer answer) =>
        new(
            null,
            typeof(WhatIfText),
            new Dictionary<string, object?> { [nameof(WhatIfText.Asked)] = asked, [nameof(WhatIfText.Answer)] = answer }
        );

    /// <summary>A person's own page, rendered only for them.</summary>
    public static SharedPage OfHolder(MeView view) =>
        new(null, typeof(MePage), new Dictionary<string, object?> { [nameof(MePage.View)] = view });

    /// <summary>The page of a frequently requested address; null for any other.</summary>
    public static SharedPage? Find(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && Known.TryGetValue((request.Path.Value ?? string.Empty, request.QueryString.Value ?? string.Empty), out var known)
            ? known.In(PageLanguage.WantedBy(request))
            : null;

    /// <summary>Its own text in each language; the address may name one.</summary>
    private static void KnowGuide(string path, Type english, Type spanish)
    {
        SharedPage In(Language language, bool isInAddress) =>
            new(null, language == Formatting.Language.Spanish ? spanish : english)
            {
                Language = new(language, isInAddress) { Here = path },
            };
        Known[(path, string.Empty)] = new(In(Formatting.Language.English, false), In(Formatting.Language.Spanish, false));
        foreach (var language in Formatting.Language.All)
        {
            var named = In(language, true);
            Known[(path, $"?{PageLanguage.Parameter}={language.Code}")] = new(named, named);
        }
    }

    private static Translated Translate(SharedPage page) =>
        new(page with { Language = new(Formatting.Language.English) }, page with { Language = new(Formatting.Language.Spanish) });

    /// <summary>A page in each language.</summary>
    private sealed record Translated(SharedPage English, SharedPage Spanish)
    {
        public SharedPage In(Language language) => language == Formatting.Language.Spanish ? Spanish : English;
    }
}
