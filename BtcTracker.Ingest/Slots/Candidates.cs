using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>
/// The readings of one slot: takes the first that is right by itself or that a second vendor confirms, and keeps the others until then.
/// </summary>
/// <param name="measure">What readings are held against.</param>
/// <param name="staleAfter">How much older than its slot a current reading may be.</param>
/// <param name="reject">Hears of each reading that is refused, once.</param>
internal sealed class Candidates(Measure measure, TimeSpan staleAfter, Action<Quote, Rejection> reject)
{
    private readonly List<(Reading Reading, Rejection Doubt)> _waiting = [];

    /// <summary>Judges the next reading.</summary>
    /// <returns>The one that is accepted, which may be an earlier one that this one confirms; null where others are to be asked.</returns>
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

    /// <summary>What is left once no other source can be asked.</summary>
    /// <returns>The reading, or null with the reason why none is taken.</returns>
    public SlotReading Conclude()
    {
        if (FindOnlyReading() is { } only)
        {
            return new SlotReading(Accept(only with { Quote = only.Quote with { Confirmed = false } }));
        }

        if (FindNewestOutdated() is { } old)
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
        if (_waiting.Find(one => one.Doubt == doubt && QuoteChecks.Agree(one.Reading.Quote, reading.Quote)).Reading is { } earlier)
        {
            return Accept(IsOutdated(earlier.Quote) && reading.Quote.AsOf > earlier.Quote.AsOf ? reading : earlier);
        }

        _waiting.Add((reading, doubt));
        return null;
    }

    // Nobody contradicts it, and nobody else could be asked.
    private Reading? FindOnlyReading()
    {
        var unmeasured = _waiting.Where(one => one.Doubt == Rejection.Unmeasured).Select(one => one.Reading).ToList();
        return unmeasured.DistinctBy(one => SourceNames.VendorOf(one.Quote.Source)).Count() == 1 ? unmeasured[0] : null;
    }

    // It is news all the same, and its age is shown; where vendors contradict each other it settles nothing.
    private Reading? FindNewestOutdated() =>
        Has(Rejection.Unmeasured) || Has(Rejection.Jump)
            ? null
            : _waiting.Where(one => one.Doubt == Rejection.Outdated).Select(one => one.Reading).MaxBy(one => one.Quote.AsOf);

    private Reading Accept(Reading reading)
    {
        RejectWaiting(except: reading.Quote.Source);
        return reading;
    }

    private void RejectWaiting(string? except)
    {
        foreach (var (reading, doubt) in _waiting.Where(one => one.Reading.Quote.Source != except))
        {
            reject(reading.Quote, doubt);
        }

        _waiting.Clear();
    }

    private bool Has(Rejection doubt) => _waiting.Exists(one => one.Doubt == doubt);

    // By the slot and not by now, so that a machine that is slow to read does not age a reading.
    private bool IsOutdated(Quote quote) => quote.Slot - quote.AsOf > staleAfter;
}
