using System.Collections.Immutable;
using BtcTracker.Market;
using BtcTracker.Web.Live;

namespace BtcTracker.Web.Snapshots;

/// <summary>All that the page and the API show, as of one reading of the store. Immutable; bodies are encoded once, when first asked for.</summary>
public sealed class MarketSnapshot
{
    /// <summary>Used before ingest has told its rhythm.</summary>
    private static readonly TimeSpan StaleAfterUnknownRhythm = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestCached = TimeSpan.FromSeconds(60);

    private readonly Lazy<EncodedBody?> _latestBody;
    private readonly Lazy<MarketStats?> _stats;
    private readonly Dictionary<HistoryRange, Lazy<RangeHistory>> _ranges;
    private readonly Dictionary<HistoryRange, Lazy<EncodedBody>> _rangeBodies;

    /// <summary>Makes a snapshot that encodes its bodies when they are first asked for.</summary>
    public MarketSnapshot()
    {
        _latestBody = new(() => Latest is null ? null : EncodedBody.Of(QuoteBody.Of(Latest, StaleAt(Latest), History), WebJson.Default.QuoteBody));
        _stats = new(() => MarketStats.Of(History, Latest));
        _ranges = HistoryRange.All.ToDictionary(range => range, range => new Lazy<RangeHistory>(() => RangeHistory.Choose(History, range, ReadAt)));
        _rangeBodies = HistoryRange.All.ToDictionary(range => range, range => new Lazy<EncodedBody>(() => Encode(For(range))));
    }

    /// <summary>When the store was read; the ranges end here.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The newest quote; null before the first.</summary>
    public Quote? Latest { get; init; }

    /// <summary>What ingest last said of its rhythm; null before its first start.</summary>
    public IngestSchedule? Schedule { get; init; }

    /// <summary>The candles of all stored intervals.</summary>
    public PriceHistory History { get; init; } = PriceHistory.Empty;

    /// <summary>The newest quotes as the live stream sends them, oldest first.</summary>
    public ImmutableArray<QuoteFrame> Frames { get; init; } = [];

    /// <summary>Since when the store has not answered; null while it does.</summary>
    public DateTimeOffset? StoreDownSince { get; init; }

    /// <summary>The body of <c>quotes/latest</c>; null before the first quote.</summary>
    public EncodedBody? LatestBody => _latestBody.Value;

    /// <summary>Extremes of the known history; null before there is any.</summary>
    public MarketStats? Stats => _stats.Value;

    /// <summary>The history of a range.</summary>
    public RangeHistory For(HistoryRange range) => _ranges[range].Value;

    /// <summary>The body of a range's history.</summary>
    public EncodedBody BodyFor(HistoryRange range) => _rangeBodies[range].Value;

    /// <summary>The change over a range in percent; null where it is not known.</summary>
    public decimal? ChangeOver(HistoryRange range) => Latest is null ? null : PriceChange.Percent(History, Latest, range);

    /// <summary>From when on a quote is stale if no newer one has come.</summary>
    public DateTimeOffset StaleAt(Quote quote) => quote.AsOf + (Schedule?.StaleAfter ?? StaleAfterUnknownRhythm);

    /// <summary>Whether the newest quote is older than the rhythm allows.</summary>
    public bool IsStale(DateTimeOffset now) => Latest is not null && StaleAt(Latest) <= now;

    /// <summary>When the next quote is due: the slot after the newest, or the one that ingest says; null before ingest has started.</summary>
    public DateTimeOffset? NextQuoteAt => Schedule is null ? null
        : Latest is null || Schedule.NextSlot > Latest.Slot ? Schedule.NextSlot
        : Latest.Slot + Schedule.Interval;

    /// <summary>How long a copy may be kept: up to the next quote, at most a minute.</summary>
    public TimeSpan FreshFor(DateTimeOffset now)
    {
        var untilNext = (NextQuoteAt ?? now) - now;
        return untilNext <= TimeSpan.Zero ? TimeSpan.Zero : untilNext < LongestCached ? untilNext : LongestCached;
    }

    private static EncodedBody Encode(RangeHistory history) => EncodedBody.Of(
        CandleSeries.Of(history.Interval, history.Span, history.Candles, next: null),
        WebJson.Default.CandleSeries);
}
