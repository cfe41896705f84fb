using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Commands.Verify;

/// <summary>
/// Checks the consistency of stored data, a UTC day at a time: bodies with their quotes, candles with what they are computed from.
/// </summary>
internal sealed class StoredCheck(IPriceReader reader, IPriceWriter writer, IOptions<IngestOptions> options, VerifyReport report)
{
    /// <summary>Checks the days of a range.</summary>
    /// <returns>The slots with a quote on those days, oldest first.</returns>
    public async Task<List<DateTimeOffset>> RunAsync(VerifyRequest request, CancellationToken cancellationToken)
    {
        var slots = new List<DateTimeOffset>();
        for (var day = Interval.OneDay.OpenTimeOf(request.Range.From); day < request.Range.To; day += Interval.OneDay.Length)
        {
            var quotes = await reader
                .ReadQuotesAsync(Symbol.BtcUsd, Interval.OneDay.CandleAt(day), cancellationToken)
                .ToDictionaryAsync(quote => quote.Slot, cancellationToken: cancellationToken);
            report.Quotes += quotes.Keys.Count(request.Range.Contains);
            await CheckBodiesAsync(request, day, quotes, cancellationToken);
            await CheckCandlesAsync(request, day, quotes.Values, cancellationToken);
            slots.AddRange(quotes.Keys.Order());
        }

        return slots;
    }

    private async Task CheckBodiesAsync(
        VerifyRequest request,
        DateTimeOffset day,
        Dictionary<DateTimeOffset, Quote> quotes,
        CancellationToken cancellationToken
    )
    {
        await foreach (var raw in reader.ReadRawReadingsAsync(Symbol.BtcUsd, Interval.OneDay.CandleAt(day), cancellationToken))
        {
            if (!request.Range.Contains(raw.Slot))
            {
                continue;
            }

            report.Bodies++;
            if (quotes.GetValueOrDefault(raw.Slot) is { } quote)
            {
                await CompareAsync(raw, quote);
            }
            else
            {
                await report.AddAsync(
                    "quote",
                    raw.Slot,
                    $"a body of {raw.Source} only",
                    "the quote it contains",
                    () => StoreMissingAsync(raw, quotes, cancellationToken)
                );
            }
        }
    }

    // It is unknown which of the two is correct, and a stored quote is never changed.
    private Task CompareAsync(RawReading raw, Quote quote)
    {
        if (raw.Source != quote.Source)
        {
            return report.AddAsync("quote", raw.Slot, $"source {quote.Source}", $"source {raw.Source} as its body");
        }

        return TryRead(raw, quote.AsOf) is not { } read
                ? report.AddAsync("quote", raw.Slot, "a body without a quote", $"a body of {raw.Source}")
            : FieldDifference.Of(quote, read) is var (stored, expected)
                ? report.AddAsync("quote", raw.Slot, stored, $"{expected} as its body")
            : Task.CompletedTask;
    }

    // A body without a time was received shortly after its slot.
    private async Task<bool> StoreMissingAsync(
        RawReading raw,
        Dictionary<DateTimeOffset, Quote> quotes,
        CancellationToken cancellationToken
    )
    {
        if (TryRead(raw, raw.Slot) is not { } read)
        {
            return false;
        }

        var quote = await JudgedAsync(read, cancellationToken);
        if (!await writer.TryPutQuoteAsync(quote, cancellationToken))
        {
            return false;
        }

        quotes[raw.Slot] = quote;
        return true;
    }

    /// <summary>
    /// Checks a quote as when it was read, against the preceding confirmed one. A confirmation by another vendor cannot be repeated: then
    /// the quote counts as unconfirmed.
    /// </summary>
    private async Task<Quote> JudgedAsync(Quote quote, CancellationToken cancellationToken)
    {
        var dayBefore = new TimeRange(quote.Slot - Measure.LongestAge, quote.Slot);
        var measure = await reader
            .ReadQuotesAsync(quote.Symbol, dayBefore, cancellationToken)
            .Where(before => before.Confirmed)
            .LastOrDefaultAsync(cancellationToken);
        return quote with
        {
            Confirmed = QuoteChecks.Check(quote, Measure.Of(measure, quote.Slot), quote.AsOf) is null,
            Outdated = quote.Slot - quote.AsOf > options.Value.StaleAfter,
        };
    }

    private static Quote? TryRead(RawReading raw, DateTimeOffset asOf)
    {
        try
        {
            return StoredBodies.ToQuote(raw, asOf);
        }
        catch (Exception error) when (error is SourceException or ArgumentException)
        {
            return null;
        }
    }

    private async Task CheckCandlesAsync(
        VerifyRequest request,
        DateTimeOffset day,
        IReadOnlyCollection<Quote> quotes,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyCollection<Candle> finer = [];
        foreach (var interval in Interval.Stored)
        {
            var stored = await reader
                .ReadCandlesAsync(Symbol.BtcUsd, interval, Interval.OneDay.CandleAt(day), cancellationToken)
                .ToDictionaryAsync(candle => candle.OpenTime, cancellationToken: cancellationToken);
            if (request.Intervals.Contains(interval))
            {
                report.Candles += stored.Keys.Count(openTime => request.Includes(interval, openTime));
                await CheckOwnAsync(request, interval, stored, quotes, cancellationToken);
                await CheckRollupsAsync(request, stored.Values, finer, cancellationToken);
            }

            finer = stored.Values;
        }
    }

    // A candle of our own quotes without any stored quote was imported without them, and cannot be recomputed.
    private async Task CheckOwnAsync(
        VerifyRequest request,
        Interval interval,
        Dictionary<DateTimeOffset, Candle> stored,
        IEnumerable<Quote> quotes,
        CancellationToken cancellationToken
    )
    {
        foreach (
            var group in quotes
                .GroupBy(quote => interval.OpenTimeOf(quote.Slot))
                .Where(group => request.Includes(interval, group.Key))
                .OrderBy(group => group.Key)
        )
        {
            var (candle, expected) = (stored.GetValueOrDefault(group.Key), Rollup.FromQuotes(group, interval, group.Key));
            if (expected is null)
            {
                await CheckOutdatedAsync(candle, group.Count());
            }
            else if (candle is null)
            {
                await report.AddAsync(
                    $"{interval} candle",
                    group.Key,
                    "none",
                    $"one of {expected.N} quotes",
                    () => writer.TryPutCandleAsync(expected, cancellationToken)
                );
            }
            else if (candle.Rank == CandleRank.Own)
            {
                await CompareAsync(candle, expected, cancellationToken);
            }
        }
    }

    // Outdated quotes do not create a candle, and candles are never deleted.
    private Task CheckOutdatedAsync(Candle? candle, int quotes) =>
        candle is { Rank: CandleRank.Own }
            ? report.AddAsync(
                $"{candle.Interval} candle",
                candle.OpenTime,
                $"one of {candle.N} quotes",
                $"none of {quotes} outdated quotes"
            )
            : Task.CompletedTask;

    /// <summary>An imported candle made of finer ones is compared with them if all of them are stored.</summary>
    private async Task CheckRollupsAsync(
        VerifyRequest request,
        IEnumerable<Candle> candles,
        IReadOnlyCollection<Candle> finer,
        CancellationToken cancellationToken
    )
    {
        foreach (
            var candle in candles.Where(candle =>
                candle is { N: > 1, Rank: > CandleRank.Own } && request.Includes(candle.Interval, candle.OpenTime)
            )
        )
        {
            var parts = finer.Where(part => candle.Interval.OpenTimeOf(part.OpenTime) == candle.OpenTime).OrderBy(part => part.OpenTime);
            if (
                Rollup.ToInterval(parts, candle.Interval).SingleOrDefault() is { } rolled
                && (rolled.N, rolled.Rank, rolled.Source) == (candle.N, candle.Rank, candle.Source)
            )
            {
                await CompareAsync(candle, rolled, cancellationToken);
            }
        }
    }

    private Task CompareAsync(Candle candle, Candle expected, CancellationToken cancellationToken) =>
        FieldDifference.Of(candle, expected) is var (stored, should)
            ? report.AddAsync(
                $"{candle.Interval} candle",
                candle.OpenTime,
                stored,
                should,
                () => writer.TryReplaceCandleAsync(candle, expected with { Spread = expected.Spread ?? candle.Spread }, cancellationToken)
            )
            : Task.CompletedTask;
}
