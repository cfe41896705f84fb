using BtcTracker.Web.Formatting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Views;

/// <summary>
/// The language of a page: that of its address, else the one that the reader has kept, else the one that their browser asks for, else
/// English.
/// </summary>
/// <param name="Language">The language.</param>
/// <param name="IsInAddress">Whether the address names it: then the page is the same for all readers, and its links name it too.</param>
public sealed record PageLanguage(Language Language, bool IsInAddress = false)
{
    /// <summary>The parameter that names a language in an address.</summary>
    public const string Parameter = "lang";

    /// <summary>The cookie that keeps a language.</summary>
    public const string Cookie = "lang";

    /// <summary>The path of the links that change it.</summary>
    public const string SwitchPath = "/language";

    /// <summary>The headers that a page depends on whose address names no language.</summary>
    public static readonly StringValues Vary = string.Join(
        ", ",
        HeaderNames.AcceptEncoding,
        HeaderNames.AcceptLanguage,
        HeaderNames.Cookie
    );

    /// <summary>The unsupported language that the address names; null for none.</summary>
    public string? Unknown { get; private init; }

    /// <summary>The page's path and query without the language, to come back to in another.</summary>
    public string Here { get; init; } = "/";

    /// <summary>The language of a page that a request asks for.</summary>
    public static PageLanguage Of(HttpRequest request)
    {
        var named = request.Query[Parameter] is [{ Length: > 0 } first, ..] ? first.Trim() : null;
        var known = Language.Find(named);
        return new(known ?? WantedBy(request), known is not null) { Unknown = known is null ? named : null, Here = HereOf(request) };
    }

    /// <summary>The language that a reader wants, whatever the address says.</summary>
    public static Language WantedBy(HttpRequest request) =>
        (request.Headers.Cookie.Count > 0 ? Language.Find(request.Cookies[Cookie]) : null) ?? AcceptedBy(request.Headers.AcceptLanguage);

    /// <summary>A path of the site with its query; in the page's language, where its address names it.</summary>
    public string Link(string path)
    {
        if (!IsInAddress)
        {
            return path;
        }

        var (address, fragment) = path.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at
            ? (path[..at], path[at..])
            : (path, string.Empty);
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Parameter}={Language.Code}{fragment}";
    }

    /// <summary>The address that keeps another language and leads back to a page.</summary>
    /// <param name="language">The language.</param>
    /// <param name="here">The page's path and query without a language.</param>
    public static string SwitchTo(Language language, string here) => $"{SwitchPath}?to={language.Code}&back={Uri.EscapeDataString(here)}";

    /// <summary>
    /// An amount of an address, as the page's language writes it. An address that names a language writes it so; one that names none is
    /// read as in
    /// English where that is possible, so that it means the same amount to every reader.
    /// </summary>
    public string? AmountOf(string? written)
    {
        if (IsInAddress || Language == Language.English)
        {
            return written;
        }

        var (problem, amount) = Language.English.Speak(() => (WrittenAmount.Read(written, out var read), read));
        return problem is null ? Language.Speak(() => Numbers.Given(amount)) : written;
    }

    /// <summary>
    /// The first supported language that a browser prefers. Most name one language first, without a quality, which needs no sorting.
    /// </summary>
    private static Language AcceptedBy(StringValues accepted)
    {
        // A list may be split over several header lines.
        if (accepted.ToString() is not { Length: > 0 } list)
        {
            return Language.English;
        }

        var first = list.AsSpan(0, list.IndexOf(',', StringComparison.Ordinal) is > 0 and var end ? end : list.Length);
        if (!first.Contains(';') && SpokenAs(first.Trim()) is { } plain)
        {
            return plain;
        }

        return StringWithQualityHeaderValue.TryParseList([list], out var parsed)
            ? parsed
                .Where(language => language.Quality is not 0)
                .OrderByDescending(language => language.Quality ?? 1)
                .Select(language => SpokenAs(language.Value))
                .FirstOrDefault(known => known is not null)
                ?? Language.English
            : Language.English;
    }

    /// <summary>The language of a tag, such as <c>es-MX</c>; of <c>*</c> English.</summary>
    private static Language? SpokenAs(StringSegment tag) => SpokenAs(tag.AsSpan());

    private static Language? SpokenAs(ReadOnlySpan<char> tag) =>
        tag is "*" ? Language.English : Language.Find(tag[..(tag.IndexOf('-') is > 0 and var end ? end : tag.Length)]);

    private static string HereOf(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            // There is no page at the address that was asked for.
            return "/";
        }

        var others = QueryHelpers
            .ParseQuery(request.QueryString.Value)
            .Where(part => !part.Key.Equals(Parameter, StringComparison.OrdinalIgnoreCase));
        return request.Path.Value + new QueryBuilder(others).ToQueryString();
    }
}
