using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Benchmarks.Data;

/// <summary>
/// An item's size as DynamoDB counts it: names and texts by their bytes, a number by one byte for two digits and one more.
/// </summary>
internal static class ItemSize
{
    /// <summary>The size in bytes, about.</summary>
    public static int Of(Dictionary<string, AttributeValue> item) => item.Sum(attribute => attribute.Key.Length + Of(attribute.Value));

    private static int Of(AttributeValue value) =>
        value.N is { } number ? 1 + ((number.Count(char.IsAsciiDigit) + 1) / 2) : value.S?.Length ?? (int)(value.B?.Length ?? 0);
}
