using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace BtcTracker.Web.Api;

/// <summary>The part of a series that a request names, as it was written.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Limit">The most rows.</param>
public sealed record PageParameters(
    [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To,
    [FromQuery(Name = "limit")] string? Limit
)
{
    /// <summary>The most rows that are given at once.</summary>
    public const int LargestLimit = 10_000;

    /// <summary>The rows that are given at once where no number is named.</summary>
    public const int DefaultLimit = 5_000;

    private static readonly DateTimeOffset LastSecond = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.MaxValue.ToUnixTimeSeconds());

    /// <summary>Reads what was written.</summary>
    /// <param name="page">The part; to be used only where nothing is wrong.</param>
    /// <returns>What is wrong, or null.</returns>
    public ValidationProblem? Read(out PagePart page)
    {
        page = new PagePart(null, null, DefaultLimit);
        if (!BadInput.TryParseTime(From, out var from))
        {
            return BadInput.NotATime("from", From);
        }

        if (!BadInput.TryParseTime(To, out var to))
        {
            return BadInput.NotATime("to", To);
        }

        if (from > to)
        {
            return BadInput.Problem("from", $"from '{From}' is after to '{To}'; it must not be later.");
        }

        var limit = DefaultLimit;
        if (
            !string.IsNullOrEmpty(Limit)
            && !(int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= LargestLimit)
        )
        {
            return BadInput.Problem("limit", $"limit '{Limit}' is not allowed; it must be a whole number from 1 to {LargestLimit}.");
        }

        page = new PagePart(WholeSecondFrom(from), WholeSecondFrom(to), limit);
        return null;
    }

    /// <summary>
    /// Rows stand on whole seconds, as the next page's address does: the first one not before a time bounds the same rows.
    /// </summary>
    private static DateTimeOffset? WholeSecondFrom(DateTimeOffset? time) =>
        time is { } given && given.Ticks % TimeSpan.TicksPerSecond != 0 && given < LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(given.ToUnixTimeSeconds() + 1)
            : time;
}

/// <summary>The part of a series that is asked for.</summary>
/// <param name="From">The first instant; null where none is named.</param>
/// <param name="To">The first instant after it; null where none is named.</param>
/// <param name="Limit">The most rows.</param>
public readonly record struct PagePart(DateTimeOffset? From, DateTimeOffset? To, int Limit);
