using System.Runtime.CompilerServices;

namespace BtcTracker.Market.Storage;

/// <summary>Reads the designed keys: each request touches the partitions of its range and nothing else.</summary>
internal sealed class DynamoPriceReader(PriceTable table, GapNotes gaps, TimeProvider clock) : IPriceReader
{
    /// <summary>How far back the newest quote is looked for, a month at a time. An older price is no price of today's page.</summary>
    private const int MonthsToLookBack = 24;

    /// <summary>Replayed prices stand up to a month ahead of the clock.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(32);

    /// <summary>Bitcoin's first block; nothing has a price before.</summary>
    private static readonly DateTimeOffset Genesis = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);

    public async Task<Quote?> FindLatestQuoteAsync(Symbol symbol, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        var newest = Earlier(notAfter, clock.GetUtcNow() + Ahead);
        if (newest < Genesis)
        {
            return null;
        }

        var range = Possible(new TimeRange(newest.AddMonths(-MonthsToLookBack), newest.AddTicks(1)));
        foreach (var span in Keys.Quotes(symbol, range).Reverse())
        {
            if (await table.FindLastAsync(span, consistent: false, cancellationToken) is { } item)
            {
                return QuoteItem.ToQuote(item, symbol);
            }
        }

        return null;
    }

    public async IAsyncEnumerable<Quote> ReadQuotesAsync(Symbol symbol, TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var span in Keys.Quotes(symbol, Possible(range)))
        {
            await foreach (var item in table.ReadAsync(span, consistent: false, cancellationToken))
            {
                yield return QuoteItem.ToQuote(item, symbol);
            }
        }
    }

    public IAsyncEnumerable<Candle> ReadCandlesAsync(Symbol symbol, Interval interval, TimeRange range, CancellationToken cancellationToken) =>
        ReadCandlesAsync(symbol, interval, Keys.Candles(symbol, interval, Possible(range)), cancellationToken);

    public async Task<IngestSchedule?> FindScheduleAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.Schedule, sort: 0, consistent: false, cancellationToken) is { } item ? ScheduleItem.ToSchedule(item) : null;

    public IAsyncEnumerable<Gap> ReadGapsAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken) =>
        gaps.ReadAsync(symbol, Possible(range), cancellationToken);

    public async Task<IngestStatus?> FindStatusAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.Status, sort: 0, consistent: false, cancellationToken) is { } item ? StatusItem.ToStatus(item) : null;

    private async IAsyncEnumerable<Candle> ReadCandlesAsync(Symbol symbol, Interval interval, IEnumerable<KeySpan> spans, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var span in spans)
        {
            await foreach (var item in table.ReadAsync(span, consistent: false, cancellationToken))
            {
                yield return CandleItem.ToCandle(item, symbol, interval);
            }
        }
    }

    /// <summary>Cuts a range to when prices can be, so that "everything" asks for no partition that cannot exist.</summary>
    private TimeRange Possible(TimeRange range) =>
        new(range.From > Genesis ? range.From : Genesis, Earlier(range.To, clock.GetUtcNow() + Ahead));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
