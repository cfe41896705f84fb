using System.Collections.Concurrent;
using System.Diagnostics;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Slots;

/// <summary>
/// Reads the market for a slot: calls one source after the other until one returns an acceptable quote, and periodically all vendors at
/// once, to detect one whose price deviates.
/// </summary>
/// <remarks>Not thread-safe, except for <see cref="Sources"/> and <see cref="IsLeftOut"/>.</remarks>
public sealed partial class MarketReader(
    IReadOnlyList<IQuoteSource> sources,
    IOptions<IngestOptions> options,
    IngestMetrics metrics,
    TimeProvider clock,
    ILogger<MarketReader> logger
)
{
    // How long a comparison waits for the other sources after the first response, so that a source that hangs does not delay the slot.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SourceEntry[] _sources = [.. sources.Select(source => new SourceEntry(source, new SourceBreaker(clock)))];
    private readonly SourceStatuses _notes = new(sources.Select(source => source.Name), clock);
    private readonly VendorComparison _comparison = new();

    /// <summary>The status of each source.</summary>
    public IReadOnlyList<SourceStatus> Sources => _notes.All;

    /// <summary>When the vendors were last compared; null if never.</summary>
    public DateTimeOffset? ComparedAt => _notes.ComparedAt;

    /// <summary>Whether a source's vendor is excluded because its price deviates from the others.</summary>
    public bool IsLeftOut(string source) =>
        Sources.Any(known => known.LeftOut && SourceNames.VendorOf(known.Name) == SourceNames.VendorOf(source));

    /// <summary>
    /// Restores an earlier process's state: back-offs of sources, and excluded vendors.
    /// </summary>
    public void Restore(IngestStatus status)
    {
        _comparison.Restore(status);
        foreach (var entry in _sources)
        {
            entry.Source.Restore(status);
            // Credits belong to a key, and the key may have changed.
            if (
                status.Sources.FirstOrDefault(source => source.Name == entry.Name) is { } known
                && known.Outcome is not (nameof(SourceFailure.DayCredits) or nameof(SourceFailure.MonthCredits))
            )
            {
                entry.Breaker.Restore(known.FailuresInARow, known.NextCall);
                _notes.Restore(known, entry.Breaker);
            }
        }

        _notes.Compared(_comparison);
    }

    /// <summary>Reads a slot.</summary>
    /// <param name="slot">The scheduled time.</param>
    /// <param name="measure">The reference that readings are checked against.</param>
    /// <param name="limit">The total time limit; each remaining source gets an equal share of the remaining time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SlotReading> ReadAsync(DateTimeOffset slot, Measure measure, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity("read slot");
        var round = new ReadingRound(slot, clock.GetUtcNow() + limit, new Candidates(measure, options.Value.StaleAfter, Reject));
        var callable = _sources.Where(entry => entry.Breaker.MayCall && entry.Source.IsDue(slot)).ToList();
        var isDue = _comparison.IsDue(slot, callable.Select(entry => entry.Name)) && clock.GetUtcNow() < round.Deadline;
        var accepted = isDue ? await CompareAsync(round, measure, callable, cancellationToken) : null;
        accepted ??= await ReadInTurnAsync(round, measure.Latest, callable, cancellationToken);
        if (round.ForgiveNetwork(entry => _notes.Forgiven(entry.Name, entry.Breaker)) is { } failure)
        {
            Log.Network(logger, failure);
        }

        return accepted is null ? round.Candidates.Conclude() : new SlotReading(accepted);
    }

    /// <summary>Calls one source of each vendor concurrently.</summary>
    private async Task<Reading?> CompareAsync(
        ReadingRound round,
        Measure measure,
        List<SourceEntry> callable,
        CancellationToken cancellationToken
    )
    {
        var vendors = callable.DistinctBy(entry => SourceNames.VendorOf(entry.Name)).ToList();
        callable.RemoveAll(vendors.Contains);

        // A source that failed recently has had its turn; one without credits for this slot has not.
        _comparison.Asked(round.Slot, vendors.Concat(_sources.Where(entry => !entry.Breaker.MayCall)).Select(entry => entry.Name));
        var share = (round.Deadline - clock.GetUtcNow()) / (callable.Count + 1);
        var (readings, slow) = await AskSideBySideAsync(round, vendors, share, cancellationToken);
        callable.InsertRange(0, slow);
        var spread = Compare(round.Slot, [.. readings.Select(reading => reading.Quote).Where(quote => IsComparable(quote, measure))]);
        return readings.Select(reading => Judge(round, reading)).FirstOrDefault(accepted => accepted is not null) is { } accepted
            ? accepted with
            {
                Quote = accepted.Quote with { Spread = spread },
            }
            : null;
    }

    /// <returns>The readings, and the sources that were too slow, which can still be called in turn.</returns>
    private async Task<(IReadOnlyList<Reading> Readings, IReadOnlyList<SourceEntry> Slow)> AskSideBySideAsync(
        ReadingRound round,
        IReadOnlyList<SourceEntry> vendors,
        TimeSpan share,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var slow = new ConcurrentQueue<SourceEntry>();
        var readings = await Task.WhenAll(vendors.Select(AskAsync));
        return ([.. readings.OfType<Reading>()], [.. vendors.Where(slow.Contains)]);

        async Task<Reading?> AskAsync(SourceEntry entry)
        {
            try
            {
                var reading = await TryReadAsync(round, entry, share, either.Token);
                if (reading is not null)
                {
                    patience.CancelAfter(Patience);
                }

                return reading;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                slow.Enqueue(entry); // Not a failure.
                return null;
            }
        }
    }

    private async Task<Reading?> ReadInTurnAsync(
        ReadingRound round,
        Quote? latest,
        List<SourceEntry> callable,
        CancellationToken cancellationToken
    )
    {
        // Do not spend a credit on a request whose response will be rejected.
        var turn = callable
            .Where(entry => !_comparison.IsLeftOut(entry.Name) || _comparison.IsOutdated(entry.Name, round.Slot))
            .OrderBy(entry => _comparison.IsLeftOut(entry.Name))
            .ThenBy(entry => entry.WouldBeLate(round.Slot, latest))
            .ToList();
        for (var i = 0; i < turn.Count && clock.GetUtcNow() < round.Deadline; i++)
        {
            var share = (round.Deadline - clock.GetUtcNow()) / (turn.Count - i);
            if (await TryReadAsync(round, turn[i], share, cancellationToken) is { } reading && Judge(round, reading) is { } accepted)
            {
                return accepted;
            }
        }

        return null;
    }

    private async Task<Reading?> TryReadAsync(ReadingRound round, SourceEntry entry, TimeSpan share, CancellationToken cancellationToken)
    {
        using var activity = IngestActivities.Source.StartActivity($"read {entry.Name}");
        try
        {
            var reading = await entry.Source.ReadWithinAsync(round.Slot, share, clock, cancellationToken);
            entry.Breaker.Succeeded();
            entry.Delay = reading.Quote.Slot - reading.Quote.AsOf;
            round.Answered();
            metrics.SourceCalled(entry.Name, SourceStatuses.Answered);
            _notes.Note(entry.Name, SourceStatuses.Answered);
            return reading;
        }
        catch (SourceException exception)
        {
            entry.Breaker.Failed(exception);
            round.Failed(entry, exception.Failure);
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            metrics.SourceCalled(entry.Name, exception.Failure.ToString());
            _notes.Note(entry.Name, exception.Failure.ToString(), exception.Message, entry.Breaker);
            Report(entry, exception);
            return null;
        }
    }

    private Reading? Judge(ReadingRound round, Reading reading)
    {
        if (_comparison.IsOutdated(reading.Quote.Source, round.Slot))
        {
            reading = reading with { Quote = reading.Quote with { Confirmed = false } };
        }
        else if (_comparison.IsLeftOut(reading.Quote.Source))
        {
            Reject(reading.Quote, Rejection.LeftOut);
            return null;
        }

        var accepted = round.Candidates.Judge(reading, clock.GetUtcNow());
        if (accepted is not null && accepted != reading)
        {
            Log.Confirmed(logger, accepted.Quote.Source, accepted.Quote.Price, reading.Quote.Source, reading.Quote.Price);
        }

        return accepted;
    }

    private decimal? Compare(DateTimeOffset slot, IReadOnlyList<Quote> quotes)
    {
        var before = quotes.Where(quote => _comparison.IsLeftOut(quote.Source)).ToList();
        var spread = _comparison.Compare(slot, quotes);
        _notes.Compared(_comparison);
        var after = quotes.Where(quote => _comparison.IsLeftOut(quote.Source)).ToList();
        after.Except(before).ToList().ForEach(quote => Log.LeftOut(logger, quote.Source, quote.Price));
        before.Except(after).ToList().ForEach(quote => Log.CameBack(logger, quote.Source));
        return spread;
    }

    // A price jump takes part: if only one vendor has it, that vendor deviates.
    private bool IsComparable(Quote quote, Measure measure) =>
        QuoteChecks.Check(quote, measure, clock.GetUtcNow()) is null or Rejection.Unmeasured or Rejection.Jump
        && quote.Slot - quote.AsOf <= options.Value.StaleAfter;

    private void Reject(Quote reading, Rejection reason)
    {
        metrics.ReadingRejected(reading.Source, reason.ToString());
        _notes.Note(reading.Source, SourceStatuses.Rejected, reason.ToString());
        Log.Rejected(logger, reading.Source, reason, reading.Price, reading.AsOf, reading.Slot);
    }

    private void Report(SourceEntry entry, SourceException exception)
    {
        if (exception.Failure == SourceFailure.InvalidBody)
        {
            metrics.ReadingRejected(entry.Name, "Unreadable");
        }

        if (exception.Failure == SourceFailure.KeyRefused)
        {
            Log.KeyRefused(logger, entry.Name, exception.Message);
        }
        else
        {
            Log.Failed(logger, entry.Name, exception.Failure, exception.Message, entry.Breaker.NextCall);
        }
    }
}
