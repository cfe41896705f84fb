using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest.Commands.Verify;

/// <summary>Finds slots that have neither a quote nor a recorded gap.</summary>
/// <remarks>
/// The slot length may have changed within the range, and imported quotes have their own, so it is derived from the slots around each hole.
/// Slots after the last known one are not missing: ingest records them at its next start.
/// </remarks>
internal sealed class SlotCheck(IPriceReader reader, IPriceWriter writer, VerifyReport report)
{
    // How many steps on either side of a hole are used to derive the slot length, even if some of them are missing too.
    private const int Steps = 5;

    /// <summary>Checks a range.</summary>
    /// <param name="range">The slots.</param>
    /// <param name="quotes">The slots with a quote on the days of the range, oldest first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RunAsync(TimeRange range, IReadOnlyList<DateTimeOffset> quotes, CancellationToken cancellationToken)
    {
        var (first, end) = (
            Interval.OneDay.OpenTimeOf(range.From),
            Interval.OneDay.OpenTimeOf(range.To.AddTicks(-1)) + Interval.OneDay.Length
        );
        var before = (await reader.FindLatestQuoteAsync(Symbol.BtcUsd, first.AddSeconds(-1), cancellationToken))?.Slot;
        var after = await reader
            .ReadQuotesAsync(Symbol.BtcUsd, Interval.OneDay.CandleAt(end), cancellationToken)
            .Take(Steps)
            .ToListAsync(cancellationToken);
        List<DateTimeOffset> known = [.. quotes, .. after.Select(quote => quote.Slot)];
        if (before is { } last)
        {
            known.Add(last);
        }

        await foreach (var gap in reader.ReadGapsAsync(Symbol.BtcUsd, new TimeRange(before ?? first, end), cancellationToken))
        {
            for (var index = 0L; index < gap.Count; index++)
            {
                known.Add(gap.FirstSlot + (index * gap.Interval));
            }
        }

        foreach (var hole in HolesIn([.. known.Distinct().Order()], range))
        {
            await report.AddAsync(
                "slot",
                hole.FirstSlot,
                "nothing",
                $"a quote or a recorded gap for {hole.Count} × {hole.Interval}",
                async () =>
                {
                    await writer.RecordGapAsync(hole, cancellationToken);
                    return true;
                }
            );
        }
    }

    /// <summary>The runs of slots in a range without a known slot.</summary>
    internal static IEnumerable<Gap> HolesIn(IReadOnlyList<DateTimeOffset> known, TimeRange range)
    {
        for (var at = 0; at + 1 < known.Count; at++)
        {
            if (
                StepAround(known, at) is { } step
                && known[at + 1] - known[at] > step
                && Between(known[at] + step, known[at + 1], step, range) is { } hole
            )
            {
                yield return hole;
            }
        }
    }

    /// <summary>
    /// The slot length around a hole, the longer of both sides; null if it is not a possible one.
    /// </summary>
    private static TimeSpan? StepAround(IReadOnlyList<DateTimeOffset> known, int at)
    {
        var before = ShortestStep(known, Math.Max(0, at - Steps), at);
        var after = ShortestStep(known, at + 1, Math.Min(known.Count - 1, at + 1 + Steps));
        var step = before > after ? before : after ?? before;
        return step is { } time && TimeSpan.TicksPerDay % time.Ticks == 0 && known[at].UtcDateTime.TimeOfDay.Ticks % time.Ticks == 0
            ? time
            : null;
    }

    private static TimeSpan? ShortestStep(IReadOnlyList<DateTimeOffset> known, int first, int last)
    {
        TimeSpan? shortest = null;
        for (var at = first; at < last; at++)
        {
            var step = known[at + 1] - known[at];
            shortest = shortest < step ? shortest : step;
        }

        return shortest;
    }

    private static Gap? Between(DateTimeOffset first, DateTimeOffset end, TimeSpan step, TimeRange range)
    {
        var skipped = Math.Max(0, ((range.From - first).Ticks + step.Ticks - 1) / step.Ticks);
        return Gap.Between(Symbol.BtcUsd, first + (skipped * step), end < range.To ? end : range.To, step, GapReason.NotRunning);
    }
}
