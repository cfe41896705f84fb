using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Snapshots;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Api;

/// <summary>Candles of any interval and time, straight from the store.</summary>
public static class CandlesEndpoint
{
    /// <summary>How many candles a request without a start gives.</summary>
    private const int DefaultCount = 500;

    /// <summary>Answers with a page of candles that open in [from, to).</summary>
    public static async Task<Results<JsonHttpResult<CandleSeries>, ValidationProblem, ProblemHttpResult>> GetCandles(
        string? interval, string? from, string? to, IPriceReader store, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (BadInput.CheckInterval(interval, out var known) is { } unknownInterval)
        {
            return BadInput.Problem(nameof(interval), unknownInterval);
        }

        if (!BadInput.TryParseTime(from, out var start))
        {
            return BadInput.Problem(nameof(from), $"from '{from}' is not a time; it must be {BadInput.TimeFormats}.");
        }

        if (!BadInput.TryParseTime(to, out var end))
        {
            return BadInput.Problem(nameof(to), $"to '{to}' is not a time; it must be {BadInput.TimeFormats}.");
        }

        if (start > end)
        {
            return BadInput.Problem(nameof(from), $"from '{from}' is after to '{to}'; it must not be later.");
        }

        return await ReadAsync(new CandlePager(store, clock), known!, SpanOf(known!, start, end, clock.GetUtcNow()), cancellationToken);
    }

    private static async Task<Results<JsonHttpResult<CandleSeries>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        CandlePager pager, Interval interval, TimeRange span, CancellationToken cancellationToken)
    {
        try
        {
            var page = await pager.ReadAsync(interval, span, cancellationToken);
            return TypedResults.Json(CandleSeries.Of(interval, span, page.Candles, NextAddress(interval, span, page.NextOpenTime)), WebJson.Default.CandleSeries);
        }
        catch (PriceStoreException problem)
        {
            return TypedResults.Problem(problem.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store does not answer");
        }
    }

    /// <summary>Without an end up to the forming candle, without a start the newest ones before the end.</summary>
    private static TimeRange SpanOf(Interval interval, DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now)
    {
        var end = to ?? Later(from ?? now, interval.OpenTimeOf(now) + interval.Length);
        return new TimeRange(from ?? (end > HistoryWindow.Genesis ? end - (interval.Length * DefaultCount) : end), end);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static string? NextAddress(Interval interval, TimeRange span, DateTimeOffset? nextOpenTime) => nextOpenTime is { } next
        ? $"/api/v1/candles?interval={interval}&from={next.ToUnixTimeSeconds()}&to={span.To.ToUnixTimeSeconds()}"
        : null;
}
