using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources;

/// <summary>Reads a source that may hang, or whose response may break its parser.</summary>
internal static class TimedReading
{
    /// <summary>Reads bitcoin's price once.</summary>
    /// <exception cref="SourceException">
    /// It returned none in time, or failed in any other way: other sources can still be called.
    /// </exception>
    public static async Task<Reading> ReadWithinAsync(
        this IQuoteSource source,
        DateTimeOffset slot,
        TimeSpan share,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(share, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await source.ReadQuoteAsync(Symbol.BtcUsd, slot, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(
                SourceFailure.Unreachable,
                $"It did not respond within {share.TotalSeconds:F1} s, its share of the time.",
                null,
                exception
            );
        }
        catch (Exception exception) when (exception is not (SourceException or OperationCanceledException))
        {
            throw new SourceException(SourceFailure.InvalidBody, $"Its response could not be parsed: {exception.Message}", null, exception);
        }
    }
}
