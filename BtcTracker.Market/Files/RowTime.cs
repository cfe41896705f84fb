using System.Globalization;

namespace BtcTracker.Market.Files;

/// <summary>A time in a file: ISO 8601, or seconds or milliseconds since 1970.</summary>
internal static class RowTime
{
    /// <summary>The accepted formats, for display.</summary>
    public const string Formats = IsoTime.Formats + " or milliseconds";

    // In seconds this is the year 5138, in milliseconds 1973; there is no price of either.
    private const long FirstMilliseconds = 100_000_000_000;

    /// <summary>Reads a time.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < FirstMilliseconds)
        {
            return IsoTime.TryParse(text, out time);
        }

        var isTime = number <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        time = isTime ? Of(number) : default;
        return isTime;
    }

    /// <summary>Converts seconds since 1970, or milliseconds if the number is large.</summary>
    public static DateTimeOffset Of(long number) =>
        number < FirstMilliseconds ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number);

    /// <summary>Formats a time in ISO 8601, with as many decimals as it has: <c>2024-01-01T00:00:00Z</c>.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
