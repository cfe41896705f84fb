using System.Collections.Concurrent;
using System.Diagnostics;

namespace BtcTracker.Benchmarks.Streams;

/// <summary>When each stream got each quote.</summary>
internal sealed class Arrivals(int streams)
{
    private readonly ConcurrentDictionary<long, Slot> _slots = new();

    /// <summary>Notes that a stream has a slot's quote now.</summary>
    public void Note(long slot) => _slots.GetOrAdd(slot, _ => new Slot(streams)).Add(Stopwatch.GetTimestamp());

    /// <summary>How many streams got a slot's quote.</summary>
    public int CountOf(long slot) => _slots.TryGetValue(slot, out var arrivals) ? arrivals.Count : 0;

    /// <summary>How long after the first stream each of the others got a slot's quote, in milliseconds.</summary>
    public IEnumerable<double> DelaysOf(long slot) => _slots.TryGetValue(slot, out var arrivals) ? arrivals.Delays() : [];

    private sealed class Slot(int streams)
    {
        private readonly long[] _times = new long[streams];
        private int _count;

        public int Count => Math.Min(Volatile.Read(ref _count), _times.Length);

        public void Add(long time)
        {
            var at = Interlocked.Increment(ref _count) - 1;
            if (at < _times.Length)
            {
                _times[at] = time;
            }
        }

        public IEnumerable<double> Delays()
        {
            var known = _times[..Count];
            var first = known.Length == 0 ? 0 : known.Min();
            return known.Select(time => Stopwatch.GetElapsedTime(first, time).TotalMilliseconds);
        }
    }
}
