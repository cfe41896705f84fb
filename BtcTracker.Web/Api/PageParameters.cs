using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace BtcTracker.Web.Api;

/// <summary>The part of a series that a request names, unparsed.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Limit">The most rows.</param>
public sealed record PageParameters(
    [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To,
    [FromQuery(Name = "limit")] string? Limit
)
{
    /// <summary>The most rows of a page.</summary>
    public const int LargestLimit = 10_000;

    /// <summary>The rows of a page where no limit is named.</summary>
    public const int DefaultLimit = 5_000;

    private static readonly DateTimeOffset LastSecond = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.MaxValue.ToUnixTimeSeconds());

    /// <summary>Parses the parameters.</summary>
    /// <param name="page">The part; valid only if null is returned.</param>
    /// <returns>The problem, or null.</returns>
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
    /// Rows are at whole seconds, as is the next page's address, so rounding a time up to a second selects the same rows.
    /// </summary>
    private static DateTimeOffset? WholeSecondFrom(DateTimeOffset? time) =>
        time is { } given && given.Ticks % TimeSpan.TicksPerSecond != 0 && given < LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(given.ToUnixTimeSeconds() + 1)
            : time;
}

/// <summary>The requested part of a series.</summary>
/// <param name="From">The first instant; null where none is named.</param>
/// <param name="To">The first instant after it; null where none is named.</param>
/// <param name="Limit">The most rows.</param>
public readonly record struct PagePart(DateTimeOffset? From, DateTimeOffset? To, int Limit);
