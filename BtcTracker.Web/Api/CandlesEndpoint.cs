using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Api;

/// <summary>Candles of any interval and time, straight from the store.</summary>
public static class CandlesEndpoint
{
    /// <summary>How many candles a request without a start returns.</summary>
    private const int DefaultCount = 500;

    /// <summary>Answers with a page of candles that open in [from, to).</summary>
    public static async Task<IResult> GetCandles(
        string? interval,
        [AsParameters] PageParameters parameters,
        IPriceReader store,
        TimeProvider clock,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (BadInput.CheckInterval(interval, out var known) is { } unknownInterval)
        {
            return BadInput.Problem(nameof(interval), unknownInterval);
        }

        if (parameters.Read(out var part) is { } wrong)
        {
            return wrong;
        }

        var span = SpanOf(known!, part, clock.GetUtcNow());
        var page = await new CandlePager(store, clock, part.Limit).ReadAsync(known!, span, cancellationToken);
        var next = page.NextOpenTime is { } open ? NextPage.Address(context, open, span.To, part.Limit, known!.Code) : null;
        return new RowsResult<Candle, CandleSeries>(
            page.Candles,
            () => CandleSeries.Of(known!, span, page.Candles, next),
            WebJson.Default.CandleSeries,
            next,
            (writer, rows, token) => writer.WriteAsync(rows, token)
        );
    }

    /// <summary>Without an end it goes up to the forming candle; without a start it holds the latest candles before the end.</summary>
    private static TimeRange SpanOf(Interval interval, PagePart part, DateTimeOffset now)
    {
        var end = part.To ?? Later(part.From ?? now, interval.OpenTimeOf(now) + interval.Length);
        return new TimeRange(
            part.From ?? (end > HistoryWindow.Genesis ? end - (interval.Length * Math.Min(DefaultCount, part.Limit)) : end),
            end
        );
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
