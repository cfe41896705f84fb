using System.Diagnostics;
using BtcTracker.Market;
using BtcTracker.Web.History;
using BtcTracker.Web.History.Figures;

namespace BtcTracker.Web.Snapshots;

/// <summary>All that the page and the API show, as of one reading of the store. Immutable.</summary>
public sealed record MarketSnapshot
{
    /// <summary>Used before ingest has published its schedule.</summary>
    private static readonly TimeSpan StaleAfterUnknownRhythm = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestCached = TimeSpan.FromSeconds(60);

    private Derived? _derived;

    /// <summary>When the store was read; the ranges end here.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The latest quote; null before the first.</summary>
    public Quote? Latest { get; init; }

    /// <summary>The schedule that ingest last published; null before its first start.</summary>
    public IngestSchedule? Schedule { get; init; }

    /// <summary>The candles of all stored intervals.</summary>
    public PriceHistory History { get; init; } = PriceHistory.Empty;

    /// <summary>A number that rises with each change of the history other than by a quote: by backfill and imports.</summary>
    public int HistoryVersion { get; init; }

    /// <summary>How far the backfill has come that is running; null where none is, or only one of a few candles.</summary>
    public BackfillProgress? Backfill { get; init; }

    /// <summary>Whether older days are still to come: until then all-time figures would be wrong.</summary>
    public bool AwaitsDays => Backfill?.Parts.Any(part => part.Interval == Interval.OneDay && part.Stored < part.Planned) == true;

    /// <summary>The latest currency rates; null where none are stored.</summary>
    public CurrencyRates? Rates { get; init; }

    /// <summary>Since when the store has not answered; null while it does.</summary>
    public DateTimeOffset? StoreDownSince { get; init; }

    /// <summary>Whether everything that is shown was read once; after a cold start the days are served first.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The span in which the latest quote was taken into the snapshot; none where it was not traced.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>Extremes of the known history; null before there is any.</summary>
    public MarketStats? Stats => Computed.Stats.Value;

    /// <summary>The figures of the closed days; null before there is any, and while older days are still to come.</summary>
    public HistoryFigures? Figures => AwaitsDays ? null : Computed.Figures.Value;

    /// <summary>The history of a range.</summary>
    public RangeHistory For(HistoryRange range) =>
        Computed.Ranges.TryGetValue(range, out var known) ? known.Value : RangeHistory.Choose(History, range, ReadAt);

    /// <summary>The latest quote where it is one of a range's prices; null where it is from before or after it.</summary>
    public Quote? LatestIn(HistoryRange range) =>
        Latest is { } latest && latest.AsOf >= For(range).Span.From && (range.End is not { } end || latest.AsOf < end) ? latest : null;

    /// <summary>The highest and the lowest price of a range; null where nothing of it is known.</summary>
    public (Extreme High, Extreme Low)? ExtremesOver(HistoryRange range) => MarketStats.Over(History, For(range), LatestIn(range));

    /// <summary>The change over a range in percent; null where it is not known.</summary>
    public decimal? ChangeOver(HistoryRange range) => Latest is null ? null : ChangeOver(range, Latest);

    /// <summary>
    /// The change over a range up to a quote, in percent; null where it is not known, as over all time while days are still to come.
    /// </summary>
    public decimal? ChangeOver(HistoryRange range, Quote quote) =>
        AwaitsDays && range.StartBefore(quote.AsOf) is null ? null : PriceChange.Percent(History, quote, range);

    /// <summary>From when on a quote is stale if no newer one has come.</summary>
    public DateTimeOffset StaleAt(Quote quote) => quote.AsOf + (Schedule?.StaleAfter ?? StaleAfterUnknownRhythm);

    /// <summary>Until when what is drawn from this snapshot is valid: the latest quote may become stale.</summary>
    public DateTimeOffset RightUntil(DateTimeOffset now) => Latest is null || IsStale(now) ? DateTimeOffset.MaxValue : StaleAt(Latest);

    /// <summary>Whether the latest quote is older than the schedule allows.</summary>
    public bool IsStale(DateTimeOffset now) => Latest is not null && StaleAt(Latest) <= now;

    /// <summary>
    /// When the next quote is due: the slot after the latest, or the one that ingest has published; null before ingest has started.
    /// </summary>
    public DateTimeOffset? NextQuoteAt =>
        Schedule is null ? null
        : Latest is null || Schedule.NextSlot > Latest.Slot ? Schedule.NextSlot
        : Latest.Slot + Schedule.Interval;

    /// <summary>
    /// The slot whose quote is awaited: the one before the next that ingest has published if that has not been seen, else
    /// the next. Ingest publishes its schedule before it has read the slot that it was started in. Null before ingest has started.
    /// </summary>
    public DateTimeOffset? AwaitedSlot =>
        Schedule is null ? null
        : Latest is null || Latest.Slot < Schedule.NextSlot - Schedule.Interval ? Schedule.NextSlot - Schedule.Interval
        : NextQuoteAt;

    /// <summary>
    /// Whether ingest may still be folding the latest quote into its candles: it publishes the next slot once they are stored.
    /// </summary>
    public bool AwaitsCandles => Schedule?.NextSlot <= Latest?.Slot;

    /// <summary>
    /// How long a copy may be kept: until the next quote or until the latest is stale, at most a minute; a copy of a part of the
    /// history, or while more of it comes, not at all.
    /// </summary>
    public TimeSpan FreshFor(DateTimeOffset now)
    {
        var (next, right) = (NextQuoteAt ?? now, RightUntil(now));
        var fresh = (next < right ? next : right) - now;
        return fresh <= TimeSpan.Zero || !IsComplete || Backfill is not null ? TimeSpan.Zero
            : fresh < LongestCached ? fresh
            : LongestCached;
    }

    /// <summary>A value that is computed once. A copy by <c>with</c> holds the original's, and computes its own instead.</summary>
    private Derived Computed
    {
        get
        {
            var known = Volatile.Read(ref _derived);
            if (!ReferenceEquals(known?.Snapshot, this))
            {
                Volatile.Write(ref _derived, known = new Derived(this));
            }

            return known!;
        }
    }

    private sealed class Derived(MarketSnapshot snapshot)
    {
        public MarketSnapshot Snapshot => snapshot;

        public Lazy<MarketStats?> Stats { get; } = new(() => MarketStats.Of(snapshot.History, snapshot.Latest, snapshot.ReadAt));

        public Lazy<HistoryFigures?> Figures { get; } = new(() => HistoryFigures.Of(snapshot.History, snapshot.ReadAt));

        public Dictionary<HistoryRange, Lazy<RangeHistory>> Ranges { get; } =
            HistoryRange.All.ToDictionary(
                range => range,
                range => new Lazy<RangeHistory>(() => RangeHistory.Choose(snapshot.History, range, snapshot.ReadAt))
            );
    }
}
