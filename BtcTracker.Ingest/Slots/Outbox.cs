using System.Threading.Channels;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>What became of a slot: its quote, or null where no source gave one, and the body that the quote was read from.</summary>
public sealed record SlotOutcome(DateTimeOffset Slot, Quote? Quote, string? Body = null);

/// <summary>Outcomes that wait for the store, in the order of reading. It is bounded: when it is full the oldest goes, and that is said.</summary>
public sealed partial class Outbox
{
    /// <summary>How many outcomes wait at most: 34 days of five-minute slots.</summary>
    public const int Capacity = 10_000;

    // What is stored together, so that a candle of many new quotes is recomputed once.
    private const int LargestBatch = 100;

    private readonly Channel<SlotOutcome> _channel;
    private int _quotes;

    /// <summary>Creates an empty one.</summary>
    public Outbox(IngestMetrics metrics, ILogger<Outbox> logger)
    {
        var options = new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        _channel = Channel.CreateBounded<SlotOutcome>(options, dropped =>
        {
            if (dropped.Quote is not null)
            {
                Interlocked.Decrement(ref _quotes);
                metrics.QuotesLost(1);
                Log.Full(logger, dropped.Slot);
            }
        });
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Too many readings wait for the store: the one of the slot {Slot:u} is given up.")]
        public static partial void Full(ILogger logger, DateTimeOffset slot);
    }
}
