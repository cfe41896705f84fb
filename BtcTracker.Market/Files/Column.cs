using System.Globalization;

namespace BtcTracker.Market.Files;

/// <summary>A column of an exported file.</summary>
/// <param name="Name">The name in the CSV header or of the JSON field.</param>
/// <param name="ValueOf">A row's value: a text, a number, a time, or null if unknown.</param>
internal sealed record Column<T>(string Name, Func<T, object?> ValueOf)
{
    /// <summary>A row's value as text, numbers in full precision; null if unknown.</summary>
    public string? TextOf(T row) =>
        ValueOf(row) switch
        {
            null => null,
            DateTimeOffset time => RowTime.Write(time),
            bool flag => flag ? "true" : "false",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    /// <summary>Whether JSON writes a row's value without quotes.</summary>
    public bool IsLiteral(T row) => ValueOf(row) is decimal or int or bool;
}
