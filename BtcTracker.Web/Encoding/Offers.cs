using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Encoding;

/// <summary>The media types of an endpoint, the default first.</summary>
public sealed class Offers
{
    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Comma-separated values with a header (RFC 4180).</summary>
    public const string Csv = "text/csv";

    /// <summary>The media type of a CSV response.</summary>
    public const string CsvWithHeader = "text/csv; charset=utf-8; header=present";

    /// <summary>One JSON object per line.</summary>
    public const string JsonLines = "application/jsonl";

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["application/x-ndjson"] = JsonLines,
    };

    private readonly string[] _names;

    /// <summary>Offers media types.</summary>
    public Offers(params string[] mediaTypes)
    {
        _names = mediaTypes;
        Vary = mediaTypes.Length > 1 ? new StringValues([HeaderNames.Accept, HeaderNames.AcceptEncoding]) : HeaderNames.AcceptEncoding;
    }

    /// <summary>The media types as one list for display.</summary>
    public string Names => string.Join(", ", _names);

    /// <summary>The headers of a request that its answer depends on.</summary>
    public StringValues Vary { get; }

    /// <summary>
    /// The offer that the caller prefers (RFC 9110, 12.5.1); null if there is none. A caller without a header accepts anything.
    /// </summary>
    public string? Choose(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept) || accept == "*/*")
        {
            return _names[0];
        }

        return MediaTypeHeaderValue.TryParseList(accept, out var ranges)
            ? _names
                .Select(name => (Name: name, Quality: QualityOf(name, ranges)))
                .Where(offer => offer.Quality > 0)
                .OrderByDescending(offer => offer.Quality)
                .Select(offer => offer.Name)
                .FirstOrDefault()
            : null;
    }

    /// <summary>The quality of a media type: that of the most specific range that matches it.</summary>
    private static double QualityOf(string name, IList<MediaTypeHeaderValue> ranges) =>
        ranges
            .Where(range =>
                range.MatchesMediaType(name)
                || (range.MediaType.Value is { } other && OtherNames.TryGetValue(other, out var known) && known == name)
            )
            .OrderBy(range => range.MatchesAllTypes)
            .ThenBy(range => range.MatchesAllSubTypes)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
}
