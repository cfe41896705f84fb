using System.Text.RegularExpressions;
using BtcTracker.Market;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Api;

/// <summary>Reads parameters; error messages name the problem and the valid values.</summary>
public static partial class BadInput
{
    /// <summary>The valid forms of a time, for messages.</summary>
    public const string TimeFormats = IsoTime.Formats;

    /// <summary>How far the clock of ingest may be ahead.</summary>
    private static readonly TimeSpan WrongClock = TimeSpan.FromHours(1);

    /// <summary>The answer 400 that names the parameter; its detail is the message, for readers that show no more.</summary>
    public static ValidationProblem Problem(string parameter, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [parameter] = [message] }, detail: message);

    /// <summary>The problem of a time parameter.</summary>
    public static ValidationProblem NotATime(string parameter, string? text) =>
        Problem(
            parameter,
            UnencodedOffset().IsMatch(text ?? "")
                ? $"{parameter} '{text}' is not a time; in an address a plus sign means a space: write that of the offset as %2B."
                : $"{parameter} '{text}' is not a time; it must be {TimeFormats}."
        );

    /// <summary>Reads ISO 8601 or epoch seconds; a time without an offset is UTC. An absent or empty one is null.</summary>
    public static bool TryParseTime(string? text, out DateTimeOffset? time)
    {
        time = IsoTime.TryParse(text, out var parsed) ? parsed : null;
        return time is not null || string.IsNullOrEmpty(text);
    }

    /// <summary>Reads a slot that a caller may have seen by now, in epoch seconds. An absent or empty one is null.</summary>
    public static bool TryParseSlot(string? text, DateTimeOffset now, out long? slot)
    {
        slot =
            IsoTime.TryParseSeconds(text, out var seconds) && seconds >= 0 && seconds <= (now + WrongClock).ToUnixTimeSeconds()
                ? seconds
                : null;
        return slot is not null || string.IsNullOrEmpty(text);
    }

    /// <summary>Finds an interval by its code.</summary>
    /// <returns>The problem, or null.</returns>
    public static string? CheckInterval(string? code, out Interval? interval) =>
        Interval.TryParse(code, out interval)
            ? null
            : $"{(string.IsNullOrEmpty(code) ? "The interval is missing" : $"The interval '{code}' is unknown")}; it must be one of "
                + $"{string.Join(", ", Interval.All)}.";

    [GeneratedRegex(@"\d \d\d:?\d\d$")]
    private static partial Regex UnencodedOffset();
}
