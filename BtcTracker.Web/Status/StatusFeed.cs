using System.Threading.Channels;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Live;

namespace BtcTracker.Web.Status;

/// <summary>
/// Reads the operator's page's data: once per slot for all viewers, and without viewers only on request, at most every few
/// seconds.
/// </summary>
public sealed class StatusFeed(
    IPriceReader store,
    CurrentSnapshot current,
    LiveQuoteFeed streams,
    CircuitLimiter circuits,
    TimeProvider clock
) : BackgroundService
{
    private const int QuotesShown = 12;
    private const int GapsShown = 100;

    /// <summary>Ingest writes its schedule and its status shortly after the quote that raises the snapshot's event.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FreshWithoutWatchers = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly SemaphoreSlim _turn = new(1, 1);
    private StatusReport? _report;
    private int _watchers;

    /// <summary>Raised after each reading, on the reader's thread; handlers must be quick.</summary>
    public event EventHandler? Changed;

    /// <summary>The latest report; null before the first.</summary>
    public StatusReport? Latest => Volatile.Read(ref _report);

    /// <summary>How many pages are kept live.</summary>
    public int Watchers => Volatile.Read(ref _watchers);

    /// <summary>Has the store read at each slot until <see cref="Unwatch"/>.</summary>
    public void Watch(EventHandler changed)
    {
        Changed += changed;
        Interlocked.Increment(ref _watchers);
    }

    /// <summary>Ends a <see cref="Watch"/>.</summary>
    public void Unwatch(EventHandler changed)
    {
        Changed -= changed;
        Interlocked.Decrement(ref _watchers);
    }

    /// <summary>A report of these seconds, or of this slot while somebody watches.</summary>
    public async Task<StatusReport> FindAsync(CancellationToken cancellationToken) =>
        Fresh() ?? await ReadAsync(evenIfFresh: false, cancellationToken);

    /// <inheritdoc />
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        current.Changed += WakeIfWatched;
        try
        {
            await foreach (var _ in _news.Reader.ReadAllAsync(stoppingToken))
            {
                await Task.Delay(Settling, clock, stoppingToken);
                _news.Reader.TryRead(out var _); // What came meanwhile is read with it.
                await ReadAsync(evenIfFresh: true, stoppingToken);
                Changed?.Invoke(this, EventArgs.Empty);
            }
        }
        finally
        {
            current.Changed -= WakeIfWatched;
        }
    }

    private void WakeIfWatched(object? sender, EventArgs e)
    {
        if (Watchers > 0)
        {
            _news.Writer.TryWrite(true);
        }
    }

    private StatusReport? Fresh() =>
        Latest is { } report && (Watchers > 0 || clock.GetUtcNow() - report.ReadAt < FreshWithoutWatchers) ? report : null;

    private async Task<StatusReport> ReadAsync(bool evenIfFresh, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Another may have read while this one waited.
            var report = (evenIfFresh ? null : Fresh()) ?? await Telemetry.UntracedAsync(() => TryReadAsync(cancellationToken));
            Volatile.Write(ref _report, report);
            return report;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<StatusReport> TryReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var counted = (Latest ?? new StatusReport { ReadAt = now }) with
        {
            ReadAt = now,
            Streams = streams.Viewers,
            Circuits = circuits.Open,
        };
        try
        {
            return counted with
            {
                StoreDownSince = null,
                Schedule = await store.FindScheduleAsync(cancellationToken),
                Ingest = await store.FindStatusAsync(cancellationToken),
                Alerts = await store.FindAlertStateAsync(cancellationToken),
                Backfill = await store.FindBackfillProgressAsync(cancellationToken),
                Quotes = await ReadQuotesAsync(now, cancellationToken),
                Gaps = await ReadGapsAsync(now, cancellationToken),
            };
        }
        catch (PriceStoreException)
        {
            // The snapshot's reader logs it.
            return counted with { StoreDownSince = counted.StoreDownSince ?? current.Value.StoreDownSince ?? now };
        }
    }

    private async Task<IReadOnlyList<Quote>> ReadQuotesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await store.FindLatestQuoteAsync(Symbol.BtcUsd, now, cancellationToken) is not { } latest)
        {
            return [];
        }

        var slotLength = current.Value.Schedule?.Interval ?? SlotGrid.DefaultInterval(MarketMode.Live);
        var range = new TimeRange(latest.Slot - ((QuotesShown - 1) * slotLength), latest.Slot.AddSeconds(1));
        return await LatestFirstAsync(store.ReadQuotesAsync(Symbol.BtcUsd, range, cancellationToken), QuotesShown);
    }

    private Task<IReadOnlyList<Gap>> ReadGapsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        LatestFirstAsync(store.ReadGapsAsync(Symbol.BtcUsd, new TimeRange(now - Day, now), cancellationToken), GapsShown);

    private static async Task<IReadOnlyList<T>> LatestFirstAsync<T>(IAsyncEnumerable<T> oldestFirst, int atMost)
    {
        Queue<T> latest = new(atMost + 1);
        await foreach (var one in oldestFirst)
        {
            latest.Enqueue(one);
            if (latest.Count > atMost)
            {
                latest.Dequeue();
            }
        }

        return [.. latest.Reverse()];
    }
}
