using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.History;

namespace BtcTracker.Web.Api;

/// <summary>Readings of any time, straight from the store.</summary>
public static class QuotesEndpoint
{
    /// <summary>The length of the range where no start is named.</summary>
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(1);

    /// <summary>
    /// Answers with a page of the quotes whose slots lie in [from, to); without a start with those of the day before the end.
    /// </summary>
    public static async Task<IResult> GetQuotes(
        [AsParameters] PageParameters parameters,
        IPriceReader store,
        TimeProvider clock,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (parameters.Read(out var part) is { } wrong)
        {
            return wrong;
        }

        var span = SpanOf(part, clock.GetUtcNow());
        var page = await new QuotePager(store, clock).ReadAsync(span, part.Limit, cancellationToken);
        var next = page.NextSlot is { } slot ? NextPage.Address(context, slot, span.To, part.Limit) : null;
        return new RowsResult<Quote, QuoteSeries>(
            page.Quotes,
            () => new QuoteSeries(span, page.Quotes, next),
            WebJson.Default.QuoteSeries,
            next,
            (writer, rows, token) => writer.WriteAsync(rows, token)
        );
    }

    private static TimeRange SpanOf(PagePart part, DateTimeOffset now)
    {
        // A slot belongs to its scheduled time, so the latest may belong to the current second.
        var end = part.To ?? (part.From > now ? part.From.Value : now.AddSeconds(1));
        return new TimeRange(part.From ?? (end > HistoryWindow.Genesis ? end - DefaultSpan : end), end);
    }
}
