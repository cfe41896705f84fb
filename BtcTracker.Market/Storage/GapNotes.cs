using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>The gap items: noted so that repeating changes nothing, and read so that a slot with a quote is never told as missed.</summary>
/// <remarks>
/// An item ends with its month, as its partition does; a longer gap is several items. A twin, or a quote that waited long for
/// the store, can make a note untrue after it was written, and no engine that this store runs on has transactions: so truth is
/// settled by the reader, who takes out what overlaps and every slot that has a quote.
/// </remarks>
internal sealed class GapNotes(PriceTable table)
{
    /// <summary>The items to put, the whole of each, so that the gap's slots are noted; none where they are already.</summary>
    public async Task<IReadOnlyList<Gap>> FindUnnotedAsync(Gap gap, CancellationToken cancellationToken)
    {
        var noted = await NotedAsync(gap.Symbol, new TimeRange(gap.FirstSlot, gap.End), cancellationToken).ToListAsync(cancellationToken);
        return [.. noted.Aggregate(new List<Gap> { gap }, Without).SelectMany(ByMonth).Select(part => Joined(part, noted))];
    }

    /// <summary>The slots in a range that were noted and have no quote, oldest first, consecutive ones together.</summary>
    public async IAsyncEnumerable<Gap> ReadAsync(
        Symbol symbol,
        TimeRange range,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var from = range.From;
        await foreach (var noted in NotedAsync(symbol, range, cancellationToken))
        {
            if (Clipped(noted, range with { From = from }) is not { } gap)
            {
                continue;
            }

            from = gap.End;
            await foreach (var missed in UnfilledAsync(gap, cancellationToken))
            {
                yield return missed;
            }
        }
    }

    /// <summary>The guard of an item: the one that says most of the same first slot stays.</summary>
    public static PutGuard Guard(Dictionary<string, AttributeValue> item) => PutGuard.Raises(GapItem.N, item[GapItem.N]);

    // The last item that begins before a range may reach into it; no item begins before its own month.
    private async IAsyncEnumerable<Gap> NotedAsync(
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

    private async IAsyncEnumerable<Gap> UnfilledAsync(Gap gap, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    private static List<Gap> Without(List<Gap> parts, Gap noted) => [.. parts.SelectMany(part => Without(part, noted))];

    private static IEnumerable<Gap> Without(Gap part, Gap noted) =>
        new[]
        {
            Clipped(part, new TimeRange(part.FirstSlot, Earlier(part.End, noted.FirstSlot))),
            Clipped(part, new TimeRange(Later(part.FirstSlot, noted.End), part.End)),
        }.OfType<Gap>();

    /// <summary>The part of a gap whose slots lie in a range; null where there is none.</summary>
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

    /// <summary>A part with the noted gap that it goes on from, where it is of one kind and month with it.</summary>
    private static Gap Joined(Gap part, List<Gap> noted) =>
        noted.Find(gap =>
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

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
