using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Api;

/// <summary>The media types in which an endpoint answers, the one that is given without a wish first.</summary>
public sealed class Offers
{
    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Comma-separated values with a header (RFC 4180).</summary>
    public const string Csv = "text/csv";

    /// <summary>The same as a response says it.</summary>
    public const string CsvWithHeader = "text/csv; charset=utf-8; header=present";

    /// <summary>A JSON object a line.</summary>
    public const string JsonLines = "application/jsonl";

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase) { ["application/x-ndjson"] = JsonLines };

    private readonly (string Name, MediaTypeHeaderValue Type)[] _types;

    /// <summary>Offers media types.</summary>
    public Offers(params string[] mediaTypes)
    {
        _types = [.. mediaTypes.Select(name => (name, new MediaTypeHeaderValue(name)))];
        Vary = mediaTypes.Length > 1 ? new StringValues([HeaderNames.Accept, HeaderNames.AcceptEncoding]) : HeaderNames.AcceptEncoding;
    }

    /// <summary>The media types as one list for a reader.</summary>
    public string Names => string.Join(", ", _types.Select(type => type.Name));

    /// <summary>The headers of a request that its answer depends on.</summary>
    public StringValues Vary { get; }

    /// <summary>The offer that the caller likes best (RFC 9110, 12.5.1); null where there is none. Who names nothing takes anything.</summary>
    public string? Choose(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept) || accept == "*/*")
        {
            return _types[0].Name;
        }

        return MediaTypeHeaderValue.TryParseList(accept, out var accepted)
            ? accepted.OrderByDescending(type => type.Quality ?? 1).Where(type => type.Quality != 0).Select(Find).FirstOrDefault(offer => offer is not null)
            : null;
    }

    private string? Find(MediaTypeHeaderValue accepted)
    {
        if (accepted.MediaType.Value is { } name && OtherNames.TryGetValue(name, out var known))
        {
            accepted = new MediaTypeHeaderValue(known);
        }

        return Array.Find(_types, offer => accepted.MatchesMediaType(offer.Name)).Name;
    }
}
