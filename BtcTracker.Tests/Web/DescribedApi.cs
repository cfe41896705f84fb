using System.Text.Json;

namespace BtcTracker.Tests.Web;

/// <summary>The OpenAPI document as it is served.</summary>
internal sealed class DescribedApi(JsonElement document)
{
    /// <summary>The paths.</summary>
    public IReadOnlyList<string> AllPaths { get; } = [.. document.GetProperty("paths").EnumerateObject().Select(path => path.Name)];

    /// <summary>Those that anybody may ask; people's own records want a token.</summary>
    public IReadOnlyList<string> Paths => [.. AllPaths.Where(path => !path.StartsWith("/api/v1/holders", StringComparison.Ordinal))];

    /// <summary>Asks a site for its document.</summary>
    public static async Task<DescribedApi> ReadAsync(HttpClient client)
    {
        using var json = JsonDocument.Parse(
            await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken)
        );
        return new DescribedApi(json.RootElement.Clone());
    }

    /// <summary>The sentence about a path, without its full stop.</summary>
    public string SummaryOf(string path) => PathOf(path).GetProperty("get").GetProperty("summary").GetString()!.TrimEnd('.');

    /// <summary>The methods of a path, in upper case.</summary>
    public IEnumerable<string> MethodsOf(string path) =>
        PathOf(path).EnumerateObject().Select(operation => operation.Name.ToUpperInvariant());

    /// <summary>What a path may answer: each status with each of its media types, null for no body.</summary>
    public IEnumerable<(int Status, string? MediaType)> ResponsesOf(string path, string method = "get") =>
        from response in PathOf(path).GetProperty(method).GetProperty("responses").EnumerateObject()
        from mediaType in MediaTypesOf(response.Value)
        select (int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture), mediaType);

    /// <summary>The parameters that a path has in its query.</summary>
    public IEnumerable<string> QueryOf(string path) =>
        PathOf(path).GetProperty("get").TryGetProperty("parameters", out var parameters)
            ? parameters
                .EnumerateArray()
                .Where(parameter => parameter.GetProperty("in").GetString() == "query")
                .Select(parameter => parameter.GetProperty("name").GetString()!)
            : [];

    private static IEnumerable<string?> MediaTypesOf(JsonElement response) =>
        response.TryGetProperty("content", out var content) ? content.EnumerateObject().Select(type => (string?)type.Name) : [null];

    private JsonElement PathOf(string path) => document.GetProperty("paths").GetProperty(path);
}
