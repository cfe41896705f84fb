using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BtcTracker.Market;

namespace BtcTracker.Benchmarks.Data;

/// <summary>
/// The table of the systems that this project replaces: one item a reading under its time, and nothing but Scan to read it.
/// </summary>
internal static class NaiveTable
{
    /// <summary>The table's name.</summary>
    public const string Name = "naive";

    /// <summary>Its only key.</summary>
    public const string Key = "timestamp";

    /// <summary>A reading as an item.</summary>
    public static Dictionary<string, AttributeValue> From(Quote quote) =>
        new()
        {
            [Key] = Number(quote.Slot.ToUnixTimeSeconds()),
            ["price"] = Number(quote.Price),
            ["market_cap"] = Number(quote.MarketCap!.Value),
            ["volume_24h"] = Number(quote.Volume24h!.Value),
            ["change_24h"] = Number(quote.PercentChange24h!.Value),
        };

    /// <summary>Every item, as a view of the page reads them.</summary>
    public static IAsyncEnumerable<Dictionary<string, AttributeValue>> ScanAsync(
        IAmazonDynamoDB client,
        CancellationToken cancellationToken
    ) => TableScan.ItemsOf(client, Name, cancellationToken);

    private static AttributeValue Number(decimal value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };
}
