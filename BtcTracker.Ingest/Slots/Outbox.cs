using System.Threading.Channels;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>
/// The bounded queue of outcomes to store, in the order of reading. When it is full the oldest is dropped and logged, and its slot becomes
/// a gap.
/// </summary>
public sealed partial class Outbox
{
    /// <summary>The queue's capacity: 34 days of five-minute slots.</summary>
    public const int Capacity = 10_000;

    // The batch size, so that a candle with many new quotes is recomputed once.
    private const int LargestBatch = 100;

    private readonly Channel<SlotOutcome> _channel;
    private readonly Lock _lock = new();
    private List<SlotOutcome> _lost = [];
    private int _quotes;

    /// <summary>Creates an empty queue.</summary>
    public Outbox(SlotGrid grid, IngestMetrics metrics, ILogger<Outbox> logger, int capacity = Capacity)
    {
        var options = new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        _channel = Channel.CreateBounded<SlotOutcome>(
            options,
            dropped =>
            {
                if (dropped.Quote is null)
                {
                    KeepLost(dropped, grid);
                    return;
                }

                Interlocked.Decrement(ref _quotes);
                metrics.QuotesLost(1);
                metrics.SlotsMissed(1, GapReason.NotStored);
                Log.Full(logger, dropped.Slot);
                KeepLost(new SlotOutcome(dropped.Slot, null) { Reason = GapReason.NotStored }, grid);
            }
        );
        metrics.ObserveQueue(() => QuoteCount);
    }

    /// <summary>The number of queued outcomes.</summary>
    public int Count => _channel.Reader.Count;

    /// <summary>The number of queued outcomes with a quote, which would be lost.</summary>
    public int QuoteCount => Volatile.Read(ref _quotes);

    /// <summary>Adds an outcome without blocking.</summary>
    public void Add(SlotOutcome outcome)
    {
        if (outcome.Quote is not null)
        {
            Interlocked.Increment(ref _quotes);
        }

        _channel.Writer.TryWrite(outcome);
    }

    /// <summary>Completes the queue.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>Waits for outcomes and takes a batch; empty once the queue is completed.</summary>
    public async Task<IReadOnlyList<SlotOutcome>> TakeAsync(CancellationToken cancellationToken)
    {
        var taken = new List<SlotOutcome>();
        if (await _channel.Reader.WaitToReadAsync(cancellationToken))
        {
            while (taken.Count < LargestBatch && _channel.Reader.TryRead(out var outcome))
            {
                taken.Add(outcome);
            }
        }

        Interlocked.Add(ref _quotes, -taken.Count(outcome => outcome.Quote is not null));

        return taken;
    }

    /// <summary>Takes the dropped outcomes, without their quotes, oldest first.</summary>
    public IReadOnlyList<SlotOutcome> TakeLost()
    {
        lock (_lock)
        {
            var lost = _lost;
            _lost = [];
            return lost;
        }
    }

    // Consecutive ones are merged, so that a long outage of the store takes no memory.
    private void KeepLost(SlotOutcome outcome, SlotGrid grid)
    {
        lock (_lock)
        {
            if (_lost is [.., var last] && last.Reason == outcome.Reason && last.ToGap(grid).End == outcome.Slot)
            {
                _lost[^1] = last with { Count = last.Count + outcome.Count };
            }
            else
            {
                _lost.Add(outcome);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LineIds.ReadingGivenUp, LogLevel.Error, "The write queue is full; the reading for slot {Slot:u} was dropped.")]
        public static partial void Full(ILogger logger, DateTimeOffset slot);
    }
}
