using System.Collections.Concurrent;
using BtcTracker.Market;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>Keeps the ticks that were stored; nothing else may be asked of it.</summary>
internal sealed class TickRecorder : RefusingPriceWriter
{
    private readonly ConcurrentQueue<Tick> _ticks = [];

    public IReadOnlyList<Tick> Ticks => [.. _ticks];

    /// <summary>What each try fails with; null where it does not.</summary>
    public Exception? Failure { get; set; }

    public override Task<bool> TryPutTickAsync(Tick tick, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Task.FromException<bool>(Failure);
        }

        _ticks.Enqueue(tick);
        return Task.FromResult(true);
    }
}
