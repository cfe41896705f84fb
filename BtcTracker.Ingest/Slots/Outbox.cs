using System.Threading.Channels;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>
/// Outcomes that wait for the store, in the order of reading. It is bounded: when it is full the oldest goes, that is said, and its slot is
/// told as lost.
/// </summary>
public sealed partial class Outbox
{
    /// <summary>How many outcomes wait at most: 34 days of five-minute slots.</summary>
    public const int Capacity = 10_000;

    // What is stored together, so that a candle of many new quotes is recomputed once.
    private const int LargestBatch = 100;

    private readonly Channel<SlotOutcome> _channel;
    private readonly Lock _lock = new();
    private List<SlotOutcome> _lost = [];
    private int _quotes;

    /// <summary>Creates an empty one.</summary>
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

    /// <summary>How many outcomes wait.</summary>
    public int Count => _channel.Reader.Count;

    /// <summary>How many of them have a quote: what would be lost.</summary>
    public int QuoteCount => Volatile.Read(ref _quotes);

    /// <summary>Adds an outcome; never waits.</summary>
    public void Add(SlotOutcome outcome)
    {
        if (outcome.Quote is not null)
        {
            Interlocked.Increment(ref _quotes);
        }

        _channel.Writer.TryWrite(outcome);
    }

    /// <summary>Says that nothing more comes.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>Waits for outcomes and takes some, at least one; none where nothing more comes.</summary>
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

    /// <summary>Takes the outcomes that were given up, without their quotes, oldest first.</summary>
    public IReadOnlyList<SlotOutcome> TakeLost()
    {
        lock (_lock)
        {
            var lost = _lost;
            _lost = [];
            return lost;
        }
    }

    // Consecutive ones become one, so that a store that is gone for a year takes no memory.
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
        [LoggerMessage(
            LineIds.ReadingGivenUp,
            LogLevel.Error,
            "Too many readings wait for the store: the one of the slot {Slot:u} is given up."
        )]
        public static partial void Full(ILogger logger, DateTimeOffset slot);
    }
}
