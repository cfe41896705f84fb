using System.Collections.Concurrent;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>A source of quotes, and whether it may be asked.</summary>
internal sealed record SourceEntry(IQuoteSource Source, SourceStanding Standing)
{
    public string Name => Source.Name;

    /// <summary>
    /// How much older than its slot the last reading was: CoinMarketCap's are by one to three minutes, an exchange's by nothing.
    /// </summary>
    public TimeSpan Delay { get; set; }

    /// <summary>
    /// Whether its reading would be older than the latest quote, as at slots of a minute that an exchange has been read for.
    /// </summary>
    public bool WouldBeLate(DateTimeOffset slot, Quote? latest) => slot - Delay < latest?.AsOf;
}

/// <summary>What becomes of one slot while its sources are asked.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Deadline">When reading ends.</param>
/// <param name="Candidates">The readings so far.</param>
internal sealed record ReadingRound(DateTimeOffset Slot, DateTimeOffset Deadline, Candidates Candidates)
{
    private readonly ConcurrentQueue<(SourceEntry Entry, SourceFailure Failure)> _failures = [];
    private volatile bool _hasAnswer;

    /// <summary>A source answered.</summary>
    public void Answered() => _hasAnswer = true;

    /// <summary>A source failed.</summary>
    public void Failed(SourceEntry entry, SourceFailure failure) => _failures.Enqueue((entry, failure));

    /// <summary>
    /// Forgives the sources where all that were asked, of two vendors or more, failed in the same way: what they have in common is the
    /// network between, not a fault.
    /// </summary>
    /// <param name="forgiven">Hears of each source that is forgiven.</param>
    /// <returns>How they failed; null where they did not all fail alike.</returns>
    public SourceFailure? ForgiveNetwork(Action<SourceEntry> forgiven)
    {
        if (
            _hasAnswer
            || _failures.DistinctBy(one => SourceNames.VendorOf(one.Entry.Name)).Count() < 2
            || _failures.DistinctBy(one => one.Failure).Count() > 1
            || !SourceStanding.MayBeTheNetworks(_failures.First().Failure)
        )
        {
            return null;
        }

        foreach (var (entry, _) in _failures)
        {
            entry.Standing.Forgive();
            forgiven(entry);
        }

        return _failures.First().Failure;
    }
}
