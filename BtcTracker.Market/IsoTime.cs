using System.Globalization;

namespace BtcTracker.Market;

/// <summary>Times as people and files write them.</summary>
public static class IsoTime
{
    /// <summary>The formats that <see cref="TryParse"/> accepts, for display.</summary>
    public const string Formats = "an ISO 8601 time such as 2024-03-05 or 2024-03-05T14:30:00Z, or whole seconds since 1970";

    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mm:ssK",
    ];

    private static readonly (long First, long Last) Seconds = (
        DateTimeOffset.MinValue.ToUnixTimeSeconds(),
        DateTimeOffset.MaxValue.ToUnixTimeSeconds()
    );

    /// <summary>Reads ISO 8601 or epoch seconds; a time without an offset is UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        if (TryParseSeconds(text, out var seconds))
        {
            time = DateTimeOffset.FromUnixTimeSeconds(seconds);
            return true;
        }

        return DateTimeOffset.TryParseExact(
            text,
            IsoFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time
        );
    }

    /// <summary>Parses whole seconds since the epoch.</summary>
    public static bool TryParseSeconds(string? text, out long seconds) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seconds)
        && seconds >= Seconds.First
        && seconds <= Seconds.Last;
}
