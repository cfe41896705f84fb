using System.Collections.Concurrent;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>A quote source and its state.</summary>
internal sealed record SourceEntry(IQuoteSource Source, SourceBreaker Breaker)
{
    public string Name => Source.Name;

    /// <summary>
    /// How much older than its slot the last reading was: one to three minutes for CoinMarketCap, nothing for an exchange.
    /// </summary>
    public TimeSpan Delay { get; set; }

    /// <summary>
    /// Whether its reading would be older than the latest quote, as with one-minute slots after an exchange was read.
    /// </summary>
    public bool WouldBeLate(DateTimeOffset slot, Quote? latest) => slot - Delay < latest?.AsOf;
}

/// <summary>The state of reading one slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Deadline">When reading ends.</param>
/// <param name="Candidates">The readings so far.</param>
internal sealed record ReadingRound(DateTimeOffset Slot, DateTimeOffset Deadline, Candidates Candidates)
{
    private readonly ConcurrentQueue<(SourceEntry Entry, SourceFailure Failure)> _failures = [];
    private volatile bool _hasAnswer;

    /// <summary>Records a response.</summary>
    public void Answered() => _hasAnswer = true;

    /// <summary>Records a failure.</summary>
    public void Failed(SourceEntry entry, SourceFailure failure) => _failures.Enqueue((entry, failure));

    /// <summary>
    /// Clears the failures if all called sources, of at least two vendors, failed in the same way: then the network is the likely cause.
    /// </summary>
    /// <param name="forgiven">Called for each source whose failure is cleared.</param>
    /// <returns>How they failed; null if they did not all fail in the same way.</returns>
    public SourceFailure? ForgiveNetwork(Action<SourceEntry> forgiven)
    {
        if (
            _hasAnswer
            || _failures.DistinctBy(failed => SourceNames.VendorOf(failed.Entry.Name)).Count() < 2
            || _failures.DistinctBy(failed => failed.Failure).Count() > 1
            || !SourceBreaker.MayBeTheNetworks(_failures.First().Failure)
        )
        {
            return null;
        }

        foreach (var (entry, _) in _failures)
        {
            entry.Breaker.Forgive();
            forgiven(entry);
        }

        return _failures.First().Failure;
    }
}
