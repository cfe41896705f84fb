using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest;

/// <summary>Calls the store: a try of one request ends after three seconds, and what must be stored is tried until it is.</summary>
/// <param name="metrics">Counts failures.</param>
/// <param name="clock">Ends the tries and the pauses.</param>
/// <param name="logger">Hears of failures.</param>
/// <param name="jitter">Spreads the pauses; null takes the shared one. A test seeds its own.</param>
public sealed partial class StoreCalls(IngestMetrics metrics, TimeProvider clock, ILogger<StoreCalls> logger, Random? jitter = null)
{
    /// <summary>How long a try of one request may take.</summary>
    public static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(3);

    /// <summary>How long a try of many requests may take, as reading a day's quotes is.</summary>
    public static readonly TimeSpan LongTryLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    // So that a store that is back has all that waits within five seconds.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    /// <summary>Tries once.</summary>
    /// <exception cref="PriceStoreException">It failed, or took too long.</exception>
    public async Task<T> OnceAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken, TimeSpan? tryLimit = null)
    {
        using var limit = new CancellationTokenSource(tryLimit ?? TryLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PriceStoreException($"The store did not answer within {(tryLimit ?? TryLimit).TotalSeconds:F0} seconds.", exception);
        }
    }

    /// <summary>
    /// Tries until it is done, with a growing pause in between; the call must be safe to repeat. Where an item cannot be read it gives
    /// up, so that one wrong item does not hold back everything after it.
    /// </summary>
    /// <returns>What the call returns; the default where it gave up.</returns>
    public async Task<T?> UntilDoneAsync<T>(
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken,
        TimeSpan? tryLimit = null
    )
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await OnceAsync(call, cancellationToken, tryLimit);
            }
            catch (UnreadableItemException exception)
            {
                metrics.StoreFailed();
                Log.Unreadable(logger, exception.Message);
                return default;
            }
            catch (PriceStoreException exception)
            {
                metrics.StoreFailed();
                Log.Failed(logger, exception.Message, pause.TotalSeconds);
            }

            // Several writers that lost the store together should not come back together.
            await Task.Delay(pause * (0.75 + ((jitter ?? Random.Shared).NextDouble() / 2)), clock, cancellationToken);
        }
    }

    /// <summary>Tries until it is done, for a call that tells nothing.</summary>
    public Task UntilDoneAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken) =>
        UntilDoneAsync(
            async token =>
            {
                await call(token);
                return true;
            },
            cancellationToken
        );

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The store failed; what was read is kept and tried again in about {Seconds} s: {Reason}"
        )]
        public static partial void Failed(ILogger logger, string reason, double seconds);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "An item of the store cannot be read; the work that needs it is left out: {Reason}"
        )]
        public static partial void Unreadable(ILogger logger, string reason);
    }
}
