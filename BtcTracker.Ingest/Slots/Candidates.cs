using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>
/// The readings of one slot: accepts the first that is plausible or confirmed by a second vendor, and keeps the others until then.
/// </summary>
/// <param name="measure">The reference that readings are checked against.</param>
/// <param name="staleAfter">The maximum age of a current reading relative to its slot.</param>
/// <param name="reject">Called once for each rejected reading.</param>
internal sealed class Candidates(Measure measure, TimeSpan staleAfter, Action<Quote, Rejection> reject)
{
    private readonly List<(Reading Reading, Rejection Doubt)> _waiting = [];

    /// <summary>Checks the next reading.</summary>
    /// <returns>
    /// The accepted reading, which may be an earlier one that this one confirms; null if other sources are needed.
    /// </returns>
    public Reading? Judge(Reading reading, DateTimeOffset now)
    {
        switch (QuoteChecks.Check(reading.Quote, measure, now))
        {
            case null or Rejection.Unmeasured when IsOutdated(reading.Quote):
                _waiting.Add((reading, reading.Quote.AsOf <= measure.Latest?.AsOf ? Rejection.Unchanged : Rejection.Outdated));
                return null;
            case null:
                return Accept(reading);
            case { } doubt and (Rejection.Unmeasured or Rejection.Jump):
                return Confirmed(reading, doubt);
            case { } reason:
                reject(reading.Quote, reason);
                return null;
        }
    }

    /// <summary>The result once there are no more sources.</summary>
    /// <returns>The accepted reading, or null with the reason why there is none.</returns>
    public SlotReading Conclude()
    {
        if (FindOnlyReading() is { } only)
        {
            return new SlotReading(Accept(only with { Quote = only.Quote with { Confirmed = false } }));
        }

        if (FindLatestOutdated() is { } old)
        {
            var isConfirmed = old.Quote.Confirmed && measure.Price is not null;
            return new SlotReading(Accept(old with { Quote = old.Quote with { Outdated = true, Confirmed = isConfirmed } }));
        }

        var reason =
            Has(Rejection.Unmeasured) ? GapReason.Disputed
            : Has(Rejection.Unchanged) ? GapReason.Unchanged
            : GapReason.NoSource;
        RejectWaiting(except: null);
        return new SlotReading(null, reason);
    }

    private Reading? Confirmed(Reading reading, Rejection doubt)
    {
        if (
            _waiting.Find(waiting => waiting.Doubt == doubt && QuoteChecks.Agree(waiting.Reading.Quote, reading.Quote)).Reading is
            { } earlier
        )
        {
            return Accept(IsOutdated(earlier.Quote) && reading.Quote.AsOf > earlier.Quote.AsOf ? reading : earlier);
        }

        _waiting.Add((reading, doubt));
        return null;
    }

    // Nothing contradicts it, and there is no other source.
    private Reading? FindOnlyReading()
    {
        var unmeasured = _waiting.Where(waiting => waiting.Doubt == Rejection.Unmeasured).Select(waiting => waiting.Reading).ToList();
        return unmeasured.DistinctBy(reading => SourceNames.VendorOf(reading.Quote.Source)).Count() == 1 ? unmeasured[0] : null;
    }

    // It is still useful, and its age is shown; but it does not resolve a contradiction between vendors.
    private Reading? FindLatestOutdated() =>
        Has(Rejection.Unmeasured) || Has(Rejection.Jump)
            ? null
            : _waiting
                .Where(waiting => waiting.Doubt == Rejection.Outdated)
                .Select(waiting => waiting.Reading)
                .MaxBy(reading => reading.Quote.AsOf);

    private Reading Accept(Reading reading)
    {
        RejectWaiting(except: reading.Quote.Source);
        return reading;
    }

    private void RejectWaiting(string? except)
    {
        foreach (var (reading, doubt) in _waiting.Where(waiting => waiting.Reading.Quote.Source != except))
        {
            reject(reading.Quote, doubt);
        }

        _waiting.Clear();
    }

    private bool Has(Rejection doubt) => _waiting.Exists(waiting => waiting.Doubt == doubt);

    // Relative to the slot instead of now, so that a slow machine does not age a reading.
    private bool IsOutdated(Quote quote) => quote.Slot - quote.AsOf > staleAfter;
}
