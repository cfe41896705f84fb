using System.Globalization;

namespace BtcTracker.Tests.Web;

/// <summary>A request that nobody would write by hand, the same for the same seed.</summary>
internal sealed class FuzzedRequest(int seed)
{
    private static readonly string[] Words =
    [
        "",
        " ",
        "0",
        "-1",
        "1",
        "500",
        "10000",
        "10001",
        "2147483648",
        "-9223372036854775809",
        "99999999999999999999999999",
        "1e9",
        "NaN",
        "0x10",
        "1.5",
        "½",
        "١٢",
        "1d",
        "1D",
        "1h",
        "4h",
        "1w",
        "5m",
        "ALL",
        "1Y",
        "5Y",
        "2W",
        "null",
        "undefined",
        "[]",
        "{}",
        "'",
        "\"",
        "<script>",
        "%00",
        "\u0000",
        "\ud83d\ude00",
        "../../etc/passwd",
        "${7*7}",
        "2024-01-01",
        "2024-02-30",
        "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00+14:00",
        "0001-01-01",
        "9999-12-31T23:59:59Z",
        "1700000000",
        "-62135596801",
        "253402300800",
        "now",
        "yesterday",
    ];

    private static readonly string[] Accepts =
    [
        "*/*",
        "application/json",
        "text/csv",
        "application/jsonl",
        "application/x-ndjson",
        "text/*",
        "application/*;q=0.1",
        "image/png",
        "text/csv;q=0",
        "text/html,*/*;q=0.8",
        "json",
        ";;;",
        "*/*;q=2",
        "a/b/c",
    ];

    private static readonly string[] Parameters =
    [
        "from",
        "to",
        "limit",
        "interval",
        "range",
        "after",
        "slot",
        "FROM",
        "from[]",
        "page",
        "",
        "%",
    ];
    private static readonly string[] Headers =
    [
        "If-None-Match",
        "Last-Event-ID",
        "Accept-Encoding",
        "Range",
        "If-Modified-Since",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "Forwarded",
        "Cookie",
        "Origin",
    ];
    private static readonly string[] Tags = ["*", "W/\"\"", "\"x\"", "W/", "\"", "x, y", "W/\"a\", \"b\"", "\u00e9"];
    private static readonly HttpMethod[] Methods =
    [
        HttpMethod.Head,
        HttpMethod.Options,
        HttpMethod.Post,
        HttpMethod.Put,
        HttpMethod.Delete,
        HttpMethod.Patch,
        HttpMethod.Trace,
    ];

    // The same on every machine and version, and no secret.
    private readonly Random _random = new(seed);

    /// <summary>A request to one of some paths.</summary>
    public HttpRequestMessage Next(IReadOnlyList<string> paths)
    {
        var path = Pick(paths).Replace("{slot}", Uri.EscapeDataString(Word()), StringComparison.Ordinal);
        var address = Often(0.05) ? path + Uri.EscapeDataString(Word()) : path;
        var query = Enumerable.Range(0, _random.Next(4)).Select(_ => $"{Pick(Parameters)}={Uri.EscapeDataString(Word())}").ToList();
        var request = new HttpRequestMessage(
            Often(0.9) ? HttpMethod.Get : Pick(Methods),
            query.Count == 0 ? address : $"{address}?{string.Join('&', query)}"
        );
        for (var header = _random.Next(3); header > 0; header--)
        {
            request.Headers.TryAddWithoutValidation(Pick(Headers), Often(0.5) ? Pick(Tags) : Word());
        }

        if (Often(0.5))
        {
            request.Headers.TryAddWithoutValidation("Accept", Pick(Accepts));
        }

        return request;
    }

    private string Word() =>
        _random.Next(10) switch
        {
            0 => new string((char)_random.Next('!', '\u0250'), _random.Next(1, 300)),
            1 => _random.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture),
            2 => _random.Next(1_600_000_000, 1_900_000_000).ToString(CultureInfo.InvariantCulture),
            _ => Pick(Words),
        };

    private bool Often(double share) => _random.NextDouble() < share;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
