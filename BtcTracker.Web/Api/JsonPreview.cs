using System.Text.Json;

namespace BtcTracker.Web.Api;

/// <summary>JSON for display: one property per line; long values end with an ellipsis. Numbers keep every digit.</summary>
internal static class JsonPreview
{
    private const int MostElements = 2;
    private const int MostProperties = 3;
    private const string More = "…";

    /// <summary>Shortens an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="cut">A property whose value is left out; null for none.</param>
    public static string Of(JsonElement json, string? cut = null) =>
        "{\n"
        + string.Join(
            ",\n",
            json.EnumerateObject()
                .Select(property => $"  \"{property.Name}\": {(property.Name == cut ? $"{{ {More} }}" : ShortValue(property.Value))}")
        )
        + "\n}";

    private static string ShortValue(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => $"[{string.Join(", ", First(value.EnumerateArray().Select(ShortValue), MostElements))}]",
            JsonValueKind.Object => $"{{ {string.Join(", ", First(value.EnumerateObject().Select(ShortProperty), MostProperties))} }}",
            _ => value.GetRawText(),
        };

    private static string ShortProperty(JsonProperty property) => $"\"{property.Name}\": {ShortValue(property.Value)}";

    private static IEnumerable<string> First(IEnumerable<string> parts, int most)
    {
        var all = parts.ToList();
        return all.Count > most ? all.Take(most).Append(More) : all;
    }
}
