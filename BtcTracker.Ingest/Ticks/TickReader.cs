using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Ticks;

/// <summary>Asks exchanges for the price of now, one after the other until one gives a price that is accepted.</summary>
/// <param name="sources">The exchanges, the best first.</param>
/// <param name="isLeftOut">Whether a source's prices were found to stray from what the others say.</param>
/// <param name="clock">The clock.</param>
/// <remarks>How each of them does is kept apart from how it does for slots: a tick that fails never keeps a source from a slot.</remarks>
public sealed class TickReader(IReadOnlyList<IQuoteSource> sources, Func<string, bool> isLeftOut, TimeProvider clock)
{
    /// <summary>No older price is live: bitcoin trades every second, so an exchange that says an older one stands still.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(2);

    private readonly (IQuoteSource Source, SourceStanding Standing)[] _sources =
    [
        .. sources.Select(source => (source, new SourceStanding(clock))),
    ];

    /// <summary>Asks.</summary>
    /// <param name="latest">
    /// The latest quote, which the price is held against; without a confirmed one of the last 24 hours there is no tick.
    /// </param>
    /// <param name="limit">How long this may take in all; each source that is left gets an equal share of what remains.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TickReading> ReadAsync(Quote latest, TimeSpan limit, CancellationToken cancellationToken)
    {
        var deadline = clock.GetUtcNow() + limit;
        var reasons = new List<string>();
        var callable = _sources.Where(entry => entry.Standing.MayCall && !isLeftOut(entry.Source.Name)).ToList();
        for (var i = 0; i < callable.Count && clock.GetUtcNow() < deadline; i++)
        {
            var (source, standing) = callable[i];
            var share = (deadline - clock.GetUtcNow()) / (callable.Count - i);
            try
            {
                return new TickReading(ToTick(await ReadAsync(source, standing, share, cancellationToken), latest), "");
            }
            catch (SourceException exception)
            {
                reasons.Add($"{source.Name}: {exception.Message}");
            }
        }

        return new TickReading(null, reasons.Count > 0 ? string.Join(' ', reasons) : "Each source failed a moment ago, or is left out.");
    }

    private async Task<Quote> ReadAsync(IQuoteSource source, SourceStanding standing, TimeSpan share, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await source.ReadWithinAsync(clock.GetUtcNow(), share, clock, cancellationToken);
            standing.Succeeded();
            return reading.Quote;
        }
        catch (SourceException exception)
        {
            standing.Failed(exception);
            throw;
        }
    }

    // A leap is accepted once a slot's quote has made it: there other vendors are asked about it.
    private Tick ToTick(Quote quote, Quote latest)
    {
        var now = clock.GetUtcNow();
        var rejection = QuoteChecks.Check(quote, Measure.Of(latest, now), now) ?? (quote.AsOf < now - LongestAge ? Rejection.Late : null);
        return rejection is null
            ? new Tick(quote.Price, quote.AsOf, quote.Source)
            : throw new SourceException(
                SourceFailure.InvalidBody,
                $"Its price {quote.Price} as of {quote.AsOf:u} is not accepted ({rejection})."
            );
    }
}
