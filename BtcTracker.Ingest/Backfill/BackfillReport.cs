using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;

namespace BtcTracker.Ingest.Backfill;

/// <summary>
/// Stores the backfill's progress over what was missing at the start, so that readers do not mistake a part of the history for all of it.
/// </summary>
/// <remarks>Reports only if more than one page of a source is missing; less takes under a second. Not thread-safe.</remarks>
public sealed class BackfillReport(ICandleSource source, IPriceWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private Dictionary<BackfillPlan, Part>? _parts;
    private DateTimeOffset _nextPut = DateTimeOffset.MinValue;
    private int _stored = -1;
    private bool _isRunning;

    /// <summary>Finds what is missing, and reports it if it is much. Does nothing after the first success.</summary>
    /// <exception cref="PriceStoreException">The store failed; call again.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_parts is not null)
        {
            return;
        }

        var parts = new Dictionary<BackfillPlan, Part>();
        foreach (var plan in BackfillPlan.All.Where(plan => !plan.IsAdvance))
        {
            var (beginning, end) = plan.SpanOf(source, clock.GetUtcNow());
            var watermark = await Telemetry.UntracedAsync(() =>
                writer.FindWatermarkAsync(Symbol.BtcUsd, plan.Interval, plan.Era, cancellationToken)
            );
            parts[plan] = new Part(new TimeRange(plan.Start(watermark: null, beginning, end), end), plan.Interval) { Until = watermark };
        }

        _isRunning = parts.Values.Any(part => part.Planned - part.Stored > source.MostCandles);
        await PutAsync(parts, cancellationToken);
        _parts = parts;
    }

    /// <summary>Reports that everything before an instant is stored.</summary>
    /// <exception cref="PriceStoreException">The store failed.</exception>
    public async Task MovedAsync(Interval interval, WatermarkEra era, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        if (Find(interval, era) is { } part)
        {
            part.Until = instant;
            await (clock.GetUtcNow() >= _nextPut ? PutAsync(_parts!, cancellationToken) : Task.CompletedTask);
        }
    }

    /// <summary>Reports that the end of a part is stored, ahead of what comes before it.</summary>
    /// <exception cref="PriceStoreException">The store failed.</exception>
    public async Task AdvancedAsync(BackfillPlan advance, CancellationToken cancellationToken)
    {
        if (Find(advance.Interval, advance.Era) is { Until: null } part)
        {
            part.EndFrom = advance.Start(watermark: null, advance.SpanOf(source, clock.GetUtcNow()).From, clock.GetUtcNow());
            await PutAsync(_parts!, cancellationToken);
        }
    }

    /// <summary>Reports that the backfill is complete.</summary>
    /// <exception cref="PriceStoreException">The store failed.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_isRunning && _parts is not null)
        {
            await PutAsync(_parts, cancellationToken, isRunning: false);
            _isRunning = false;
        }
    }

    /// <summary>The part of an interval and era; null before the start.</summary>
    private Part? Find(Interval interval, WatermarkEra era) =>
        _parts?.FirstOrDefault(known => known.Key.Interval == interval && known.Key.Era == era).Value;

    /// <summary>Unchanged progress is not stored again, so that its time shows when it last changed.</summary>
    private async Task PutAsync(Dictionary<BackfillPlan, Part> parts, CancellationToken cancellationToken, bool isRunning = true)
    {
        var stored = parts.Values.Sum(part => part.Stored);
        if (!_isRunning || (isRunning && stored == _stored))
        {
            return;
        }

        var byInterval = Interval.Stored.Reverse().Select(interval => Sum(interval, parts.Values));
        var progress = new BackfillProgress(clock.GetUtcNow(), isRunning, [.. byInterval]);
        await Telemetry.UntracedAsync(async () =>
        {
            await writer.PutBackfillProgressAsync(progress, cancellationToken);
            return true;
        });
        (_stored, _nextPut) = (stored, clock.GetUtcNow() + Pause);
    }

    private static BackfilledPart Sum(Interval interval, IEnumerable<Part> parts)
    {
        var mine = parts.Where(part => part.Interval == interval).ToList();
        return new BackfilledPart(interval, mine.Sum(part => part.Stored), mine.Sum(part => part.Planned));
    }

    private sealed class Part(TimeRange range, Interval interval)
    {
        public Interval Interval => interval;

        /// <summary>Everything before it is stored; null if nothing is.</summary>
        public DateTimeOffset? Until { get; set; }

        /// <summary>Everything from it on is stored too; null if not.</summary>
        public DateTimeOffset? EndFrom { get; set; }

        public int Planned => Count(range.Length);

        public int Stored
        {
            get
            {
                var until = Until ?? range.From;
                var end = EndFrom is { } from && until < range.To ? range.To - (until > from ? until : from) : TimeSpan.Zero;
                return Math.Min(Planned, Count(until - range.From) + Count(end));
            }
        }

        private int Count(TimeSpan length) => Math.Max(0, (int)(length / interval.Length));
    }
}
