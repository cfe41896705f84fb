using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>Writes and reads an item's attributes. Numbers are decimal text, never converted to binary floating point.</summary>
internal static class ItemExtensions
{
    /// <summary>The attribute of an item that holds only an instant, such as a watermark.</summary>
    public const string At = "at";

    // As many digits as a TimeSpan holds.
    private const decimal LongestSeconds = long.MaxValue / TimeSpan.TicksPerSecond;

    public static Dictionary<string, AttributeValue> NewItem(string partition, long sort) =>
        new() { [Keys.Partition] = new AttributeValue(partition), [Keys.Sort] = Number(sort) };

    public static AttributeValue Number(decimal value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    /// <summary>An instant, as seconds since the epoch with the clock's full precision.</summary>
    public static AttributeValue Instant(DateTimeOffset value) =>
        Number((value - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond);

    /// <summary>Sets a number; null leaves the attribute out.</summary>
    public static void Set(this Dictionary<string, AttributeValue> item, string name, decimal? value)
    {
        if (value is { } number)
        {
            item[name] = Number(number);
        }
    }

    /// <summary>Sets a text; null leaves the attribute out.</summary>
    public static void Set(this Dictionary<string, AttributeValue> item, string name, string? value)
    {
        if (value is not null)
        {
            item[name] = new AttributeValue(value);
        }
    }

    /// <summary>Sets an instant.</summary>
    public static void Set(this Dictionary<string, AttributeValue> item, string name, DateTimeOffset value) => item[name] = Instant(value);

    /// <summary>Sets an instant; null leaves the attribute out.</summary>
    public static void Set(this Dictionary<string, AttributeValue> item, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            item.Set(name, instant);
        }
    }

    /// <summary>Sets a length of time, in seconds.</summary>
    public static void Set(this Dictionary<string, AttributeValue> item, string name, TimeSpan value) =>
        item[name] = Number(value.Ticks / (decimal)TimeSpan.TicksPerSecond);

    /// <summary>Sets a flag; null leaves the attribute out.</summary>
    public static void Set(this Dictionary<string, AttributeValue> item, string name, bool? value)
    {
        if (value is { } flag)
        {
            item[name] = new AttributeValue { BOOL = flag, IsBOOLSet = true };
        }
    }

    /// <summary>A flag; null where it is left out.</summary>
    public static bool? FindBoolean(this Dictionary<string, AttributeValue> item, string name) => item.GetValueOrDefault(name)?.BOOL;

    /// <summary>A number; the store may write 1E+2 for 100.</summary>
    public static decimal? FindDecimal(this Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) && decimal.TryParse(value.N, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static int? FindInt32(this Dictionary<string, AttributeValue> item, string name) =>
        item.FindDecimal(name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    public static string? FindString(this Dictionary<string, AttributeValue> item, string name) => item.GetValueOrDefault(name)?.S;

    public static decimal GetDecimal(this Dictionary<string, AttributeValue> item, string name) =>
        item.FindDecimal(name) ?? throw Missing(item, name);

    public static int GetInt32(this Dictionary<string, AttributeValue> item, string name) =>
        item.FindInt32(name) ?? throw Missing(item, name);

    public static string GetString(this Dictionary<string, AttributeValue> item, string name) =>
        item.FindString(name) ?? throw Missing(item, name);

    public static T GetEnum<T>(this Dictionary<string, AttributeValue> item, string name)
        where T : struct, Enum => Enum.TryParse<T>(item.GetString(name), out var value) ? value : throw Missing(item, name);

    public static TimeSpan GetTimeSpan(this Dictionary<string, AttributeValue> item, string name) =>
        item.GetDecimal(name) is var seconds && Math.Abs(seconds) <= LongestSeconds
            ? new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond))
            : throw Missing(item, name);

    public static DateTimeOffset GetInstant(this Dictionary<string, AttributeValue> item, string name) =>
        item.GetTimeSpan(name) is var sinceEpoch
        && sinceEpoch >= DateTimeOffset.MinValue - DateTimeOffset.UnixEpoch
        && sinceEpoch <= DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch
            ? DateTimeOffset.UnixEpoch + sinceEpoch
            : throw Missing(item, name);

    public static DateTimeOffset? FindInstant(this Dictionary<string, AttributeValue> item, string name) =>
        item.ContainsKey(name) ? item.GetInstant(name) : null;

    /// <summary>The exception for an attribute that is missing, or is not in the format that this store writes.</summary>
    public static UnreadableItemException Missing(Dictionary<string, AttributeValue> item, string name) =>
        new(
            $"The item {item.FindString(Keys.Partition)} / {item.GetValueOrDefault(Keys.Sort)?.N} has no valid '{name}': "
                + "it was not written by this program. Correct or delete the item."
        );
}
