using System.Text.Json;

namespace BtcTracker.Market.Files.Shapes;

/// <summary>The shape of an API's response saved as a file. To support another, add a line to <see cref="JsonVendors"/>.</summary>
internal sealed record JsonVendor(string Name)
{
    /// <summary>Finds the rows; null if the response has another shape.</summary>
    public required Func<JsonElement, JsonElement?> RowsIn { get; init; }

    /// <summary>A row's fields by meaning: property names of an object, or indexes of a list.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>Finds the market's name; null if the response has none.</summary>
    public Func<JsonElement, string?> MarketIn { get; init; } = _ => null;

    /// <summary>The currency of its prices. Default: US dollars.</summary>
    public string Quote { get; init; } = "USD";

    /// <summary>Whether there is a single price per row.</summary>
    public bool IsOnePrice => Fields.ContainsKey("price");
}
