namespace BtcTracker.Market;

/// <summary>How long ingest's shutdown waits for the store: the setting <c>Ingest:DrainTime</c>.</summary>
public static class DrainPeriod
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Parses the setting, such as <c>00:01:40</c>, <c>5s</c> or <c>2m</c>; <c>0</c> does not wait.</summary>
    /// <exception cref="FormatException">It cannot be parsed, or is too long; the message states the valid values.</exception>
    public static TimeSpan Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed is "0" or "0s" or "00:00:00")
        {
            return TimeSpan.Zero;
        }

        return trimmed.Length > 0 && SlotGrid.TryParseLength(trimmed, out var time) && time <= Longest
            ? time
            : throw new FormatException(
                $"Ingest:DrainTime '{text}' is not valid. Use a length of time from 0 to 10m, such as 5s or 00:01:40."
            );
    }
}
