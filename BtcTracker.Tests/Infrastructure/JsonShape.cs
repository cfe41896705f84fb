using System.Text.Json;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>Which names a body has, how they are nested, and of what kind their values are.</summary>
internal static class JsonShape
{
    /// <summary>The kinds of value at each path, such as <c>.data[].quote[].price</c>; null has no kind.</summary>
    public static Dictionary<string, HashSet<JsonValueKind>> Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var shape = new Dictionary<string, HashSet<JsonValueKind>>();
        Add(shape, document.RootElement, "");
        return shape;
    }

    /// <summary>What one body has and another lacks, or has of another kind, in words; empty where it has all of it.</summary>
    public static IEnumerable<string> Lacking(string has, string other)
    {
        var lacks = Of(other);
        return Of(has)
            .Where(field =>
                !lacks.TryGetValue(field.Key, out var kinds) || (kinds.Count > 0 && field.Value.Count > 0 && !kinds.Overlaps(field.Value))
            )
            .Select(field => $"{field.Key} {string.Join('|', field.Value)}");
    }

    private static void Add(Dictionary<string, HashSet<JsonValueKind>> shape, JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in element.EnumerateObject())
                {
                    Add(shape, field.Value, $"{path}.{Unnamed(field.Name)}");
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Add(shape, item, $"{path}[]");
                }

                break;
            default:
                var kinds = shape.TryGetValue(path, out var known) ? known : shape[path] = [];
                kinds.UnionWith(
                    element.ValueKind switch
                    {
                        JsonValueKind.Null => [],
                        JsonValueKind.False => [JsonValueKind.True],
                        var kind => [kind],
                    }
                );
                break;
        }
    }

    // A coin is the same by whichever of its names it was asked for.
    private static string Unnamed(string key) => key is "1" or "BTC" or "bitcoin" ? "coin" : key;
}
