using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Ticks;

/// <summary>Reads the current price from exchanges, one after the other until one returns an acceptable price.</summary>
/// <param name="sources">The exchanges, the preferred first.</param>
/// <param name="isLeftOut">Whether a source is excluded because its price deviates from the others.</param>
/// <param name="clock">The clock.</param>
/// <remarks>Their circuit breakers are separate from those for slots, so that a failed tick never blocks a slot.</remarks>
public sealed class TickReader(IReadOnlyList<IQuoteSource> sources, Func<string, bool> isLeftOut, TimeProvider clock)
{
    /// <summary>
    /// The maximum age of a live price: bitcoin trades every second, so an older price means that the exchange is frozen.
    /// </summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(2);

    private readonly (IQuoteSource Source, SourceBreaker Breaker)[] _sources =
    [
        .. sources.Select(source => (source, new SourceBreaker(clock))),
    ];

    /// <summary>Reads a tick.</summary>
    /// <param name="latest">
    /// The latest quote, which the price is checked against; without a confirmed one of the last 24 hours there is no tick.
    /// </param>
    /// <param name="limit">The total time limit; each remaining source gets an equal share of the remaining time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TickReading> ReadAsync(Quote latest, TimeSpan limit, CancellationToken cancellationToken)
    {
        var deadline = clock.GetUtcNow() + limit;
        var reasons = new List<string>();
        var callable = _sources.Where(entry => entry.Breaker.MayCall && !isLeftOut(entry.Source.Name)).ToList();
        for (var i = 0; i < callable.Count && clock.GetUtcNow() < deadline; i++)
        {
            var (source, breaker) = callable[i];
            var share = (deadline - clock.GetUtcNow()) / (callable.Count - i);
            try
            {
                return new TickReading(ToTick(await ReadAsync(source, breaker, share, cancellationToken), latest), "");
            }
            catch (SourceException exception)
            {
                reasons.Add($"{source.Name}: {exception.Message}");
            }
        }

        return new TickReading(null, reasons.Count > 0 ? string.Join(' ', reasons) : "Each source failed recently, or is excluded.");
    }

    private async Task<Quote> ReadAsync(IQuoteSource source, SourceBreaker breaker, TimeSpan share, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await source.ReadWithinAsync(clock.GetUtcNow(), share, clock, cancellationToken);
            breaker.Succeeded();
            return reading.Quote;
        }
        catch (SourceException exception)
        {
            breaker.Failed(exception);
            throw;
        }
    }

    // A price jump is accepted only once a slot's quote has it, because slots are confirmed by other vendors.
    private Tick ToTick(Quote quote, Quote latest)
    {
        var now = clock.GetUtcNow();
        var rejection = QuoteChecks.Check(quote, Measure.Of(latest, now), now) ?? (quote.AsOf < now - LongestAge ? Rejection.Late : null);
        return rejection is null
            ? new Tick(quote.Price, quote.AsOf, quote.Source)
            : throw new SourceException(
                SourceFailure.InvalidBody,
                $"Its price {quote.Price} as of {quote.AsOf:u} was rejected ({rejection})."
            );
    }
}
