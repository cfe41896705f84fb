using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>Reads by key: each request touches only the partitions of its range.</summary>
internal sealed class DynamoPriceReader(PriceTable table, GapRecords gaps, TimeProvider clock) : IPriceReader
{
    /// <summary>How far back the latest quote is searched for, a month at a time. An older price is too old to show.</summary>
    private const int MonthsToLookBack = 24;

    /// <summary>Replayed prices can be up to a month ahead of the clock.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(32);

    /// <summary>Bitcoin's first block; there is no earlier price.</summary>
    private static readonly DateTimeOffset Genesis = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);

    public async Task<Quote?> FindLatestQuoteAsync(Symbol symbol, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        var latest = Earlier(notAfter, clock.GetUtcNow() + Ahead);
        if (latest < Genesis)
        {
            return null;
        }

        var range = Possible(new TimeRange(latest.AddMonths(-MonthsToLookBack), latest.AddTicks(1)));
        foreach (var span in Keys.Quotes(symbol, range).Reverse())
        {
            if (await table.FindLastAsync(span, consistent: false, cancellationToken) is { } item)
            {
                return QuoteItem.ToQuote(item, symbol);
            }
        }

        return null;
    }

    public async Task<Quote?> FindQuoteAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.Quote(symbol, slot), Keys.SortOf(slot), consistent: true, cancellationToken) is { } item
            ? QuoteItem.ToQuote(item, symbol)
            : null;

    public async Task<RawReading?> FindRawReadingAsync(Symbol symbol, DateTimeOffset slot, CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.RawReading(symbol, slot), Keys.SortOf(slot), consistent: true, cancellationToken) is { } item
            ? RawReadingItem.ToRawReading(item, symbol)
            : null;

    public IAsyncEnumerable<Quote> ReadQuotesAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken) =>
        ReadAsync(Keys.Quotes(symbol, Possible(range)), item => QuoteItem.ToQuote(item, symbol), cancellationToken);

    public IAsyncEnumerable<RawReading> ReadRawReadingsAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken) =>
        ReadAsync(Keys.RawReadings(symbol, Possible(range)), item => RawReadingItem.ToRawReading(item, symbol), cancellationToken);

    public IAsyncEnumerable<Candle> ReadCandlesAsync(
        Symbol symbol,
        Interval interval,
        TimeRange range,
        CancellationToken cancellationToken
    ) => ReadAsync(Keys.Candles(symbol, interval, Possible(range)), item => CandleItem.ToCandle(item, symbol, interval), cancellationToken);

    public async Task<CurrencyRates?> FindRatesAsync(CancellationToken cancellationToken) =>
        await table.FindLastAsync(Keys.RatesUntil(clock.GetUtcNow() + Ahead), consistent: false, cancellationToken) is { } item
            ? CurrencyRatesItem.ToRates(item)
            : null;

    public async Task<IngestSchedule?> FindScheduleAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.Schedule, sort: 0, consistent: false, cancellationToken) is { } item
            ? ScheduleItem.ToSchedule(item)
            : null;

    public async Task<DateTimeOffset?> FindLastImportAsync(CancellationToken cancellationToken) =>
        (await table.FindAsync(Keys.LastImport, sort: 0, consistent: false, cancellationToken))?.GetInstant(ItemExtensions.At);

    public async Task<DateTimeOffset?> FindWatermarkAsync(
        Symbol symbol,
        Interval interval,
        WatermarkEra era,
        CancellationToken cancellationToken
    ) =>
        (await table.FindAsync(Keys.Watermark(symbol, interval, era), sort: 0, consistent: false, cancellationToken))?.GetInstant(
            ItemExtensions.At
        );

    public IAsyncEnumerable<Gap> ReadGapsAsync(Symbol symbol, TimeRange range, CancellationToken cancellationToken) =>
        gaps.ReadAsync(symbol, Possible(range), cancellationToken);

    public async Task<IngestStatus?> FindStatusAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.Status, sort: 0, consistent: false, cancellationToken) is { } item ? StatusItem.ToStatus(item) : null;

    public async Task<BackfillProgress?> FindBackfillProgressAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.Status, BackfillProgressItem.SortKey, consistent: false, cancellationToken) is { } item
            ? BackfillProgressItem.ToProgress(item)
            : null;

    public async Task<AlertState?> FindAlertStateAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.Alerts, sort: 0, consistent: false, cancellationToken) is { } item ? AlertStateItem.ToState(item) : null;

    public async Task<Tick?> FindTickAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(Keys.Tick, sort: 0, consistent: false, cancellationToken) is { } item ? TickItem.ToTick(item) : null;

    private async IAsyncEnumerable<T> ReadAsync<T>(
        IEnumerable<KeyRange> spans,
        Func<Dictionary<string, AttributeValue>, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var span in spans)
        {
            await foreach (var item in table.ReadAsync(span, consistent: false, cancellationToken))
            {
                yield return read(item);
            }
        }
    }

    /// <summary>Limits a range to possible times, so that "everything" does not query partitions that cannot exist.</summary>
    private TimeRange Possible(TimeRange range) =>
        new(range.From > Genesis ? range.From : Genesis, Earlier(range.To, clock.GetUtcNow() + Ahead));

    private static DateTimeOffset Earlier(DateTimeOffset first, DateTimeOffset second) => first < second ? first : second;
}
