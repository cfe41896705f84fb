using System.Text.Json;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>The shape of an API's response that was saved as a file. A new one is a line in <see cref="JsonVendors"/>.</summary>
internal sealed record JsonVendor(string Name)
{
    /// <summary>Finds the rows; null where the response is of another shape.</summary>
    public required Func<JsonElement, JsonElement?> RowsIn { get; init; }

    /// <summary>A row's fields by what they mean: their names in an object, their places in a list.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>Finds the market's name; null where the response has none.</summary>
    public Func<JsonElement, string?> MarketIn { get; init; } = _ => null;

    /// <summary>The currency of its prices. Default: US dollars.</summary>
    public string Quote { get; init; } = "USD";

    /// <summary>Whether there is one price a time.</summary>
    public bool IsOnePrice => Fields.ContainsKey("price");
}
