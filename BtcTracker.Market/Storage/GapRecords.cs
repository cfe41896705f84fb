using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>Writes gap items idempotently, and reads them so that a slot with a quote is never reported as missed.</summary>
/// <remarks>
/// An item ends with its month, as its partition does; a longer gap is several items. A concurrent instance, or a quote that waited for the
/// store, can invalidate an item after it was written, and the writes use no transaction. The reader therefore removes overlaps and every
/// slot that has a quote.
/// </remarks>
internal sealed class GapRecords(PriceTable table)
{
    /// <summary>The complete items to put so that the gap is recorded; empty if it already is.</summary>
    public async Task<IReadOnlyList<Gap>> FindUnrecordedAsync(Gap gap, CancellationToken cancellationToken)
    {
        var recorded = await ReadRecordedAsync(gap.Symbol, new TimeRange(gap.FirstSlot, gap.End), cancellationToken)
            .ToListAsync(cancellationToken);
        return [.. recorded.Aggregate(new List<Gap> { gap }, Without).SelectMany(ByMonth).Select(part => Joined(part, recorded))];
    }

    /// <summary>The recorded slots in a range that have no quote, oldest first, consecutive ones merged.</summary>
    public async IAsyncEnumerable<Gap> ReadAsync(
        Symbol symbol,
        TimeRange range,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var from = range.From;
        await foreach (var recorded in ReadRecordedAsync(symbol, range, cancellationToken))
        {
            if (Clipped(recorded, range with { From = from }) is not { } gap)
            {
                continue;
            }

            from = gap.End;
            await foreach (var missed in WithoutQuotesAsync(gap, cancellationToken))
            {
                yield return missed;
            }
        }
    }

    /// <summary>The write condition: of two items with the same first slot, the longer one stays.</summary>
    public static PutGuard Guard(Dictionary<string, AttributeValue> item) => PutGuard.Raises(GapItem.N, item[GapItem.N]);

    // The last item that begins before a range may extend into it; no item begins before its own month.
    private async IAsyncEnumerable<Gap> ReadRecordedAsync(
        Symbol symbol,
        TimeRange range,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (
            await table.FindLastAsync(Keys.GapsBefore(symbol, range.From), consistent: true, cancellationToken) is { } before
            && GapItem.ToGap(before, symbol) is var gap
            && gap.End >= range.From
        )
        {
            yield return gap;
        }

        foreach (var span in Keys.Gaps(symbol, range))
        {
            await foreach (var item in table.ReadAsync(span, consistent: true, cancellationToken))
            {
                yield return GapItem.ToGap(item, symbol);
            }
        }
    }

    private async IAsyncEnumerable<Gap> WithoutQuotesAsync(Gap gap, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = gap.FirstSlot;
        foreach (var span in Keys.Quotes(gap.Symbol, new TimeRange(gap.FirstSlot, gap.End)))
        {
            await foreach (var quote in table.ReadConsistentlyAsync(span, [Keys.Sort], cancellationToken))
            {
                var slot = quote.GetInstant(Keys.Sort);
                if (Gap.Between(gap.Symbol, first, slot, gap.Interval, gap.Reason) is { } missed)
                {
                    yield return missed;
                }

                first = gap.FirstSlot + ((((slot - gap.FirstSlot).Ticks / gap.Interval.Ticks) + 1) * gap.Interval);
            }
        }

        if (Gap.Between(gap.Symbol, first, gap.End, gap.Interval, gap.Reason) is { } last)
        {
            yield return last;
        }
    }

    private static List<Gap> Without(List<Gap> parts, Gap recorded) => [.. parts.SelectMany(part => Without(part, recorded))];

    private static IEnumerable<Gap> Without(Gap part, Gap recorded) =>
        new[]
        {
            Clipped(part, new TimeRange(part.FirstSlot, Earlier(part.End, recorded.FirstSlot))),
            Clipped(part, new TimeRange(Later(part.FirstSlot, recorded.End), part.End)),
        }.OfType<Gap>();

    /// <summary>The part of a gap inside a range; null if there is none.</summary>
    private static Gap? Clipped(Gap gap, TimeRange range)
    {
        var skipped = Math.Max(0, ((range.From - gap.FirstSlot).Ticks + gap.Interval.Ticks - 1) / gap.Interval.Ticks);
        return Gap.Between(gap.Symbol, gap.FirstSlot + (skipped * gap.Interval), Earlier(gap.End, range.To), gap.Interval, gap.Reason);
    }

    private static IEnumerable<Gap> ByMonth(Gap gap) =>
        Keys.Gaps(gap.Symbol, new TimeRange(gap.FirstSlot, gap.End))
            .Select(span =>
                Clipped(
                    gap,
                    new TimeRange(DateTimeOffset.FromUnixTimeSeconds(span.First), DateTimeOffset.FromUnixTimeSeconds(span.Last + 1))
                )
            )
            .OfType<Gap>();

    /// <summary>Merges a part with the recorded gap that it continues, if reason, slot length and month are the same.</summary>
    private static Gap Joined(Gap part, List<Gap> recorded) =>
        recorded.Find(gap =>
            gap.End == part.FirstSlot
            && gap.Reason == part.Reason
            && gap.Interval == part.Interval
            && Keys.Gap(gap.Symbol, gap.FirstSlot) == Keys.Gap(part.Symbol, part.FirstSlot)
        )
            is { } before
            ? before with
            {
                Count = before.Count + part.Count,
            }
            : part;

    private static DateTimeOffset Earlier(DateTimeOffset first, DateTimeOffset second) => first < second ? first : second;

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
}
