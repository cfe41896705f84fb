using BtcTracker.Market.Storage;

namespace BtcTracker.Ingest;

/// <summary>Calls the store: an attempt ends after three seconds, and what must be stored is retried until it is.</summary>
/// <param name="metrics">Counts failures.</param>
/// <param name="clock">The clock for time-outs and delays.</param>
/// <param name="logger">Logs failures.</param>
/// <param name="jitter">Adds jitter to the delays; null means the shared instance. Tests seed their own.</param>
public sealed partial class StoreCalls(IngestMetrics metrics, TimeProvider clock, ILogger<StoreCalls> logger, Random? jitter = null)
{
    /// <summary>The time-out of an attempt with one request.</summary>
    public static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(3);

    /// <summary>The time-out of an attempt with many requests, such as reading a day's quotes.</summary>
    public static readonly TimeSpan LongTryLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    // Limits the wait after the store has recovered to five seconds.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    /// <summary>Calls once, without a retry.</summary>
    /// <exception cref="PriceStoreException">The call failed, or took too long.</exception>
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
            throw new PriceStoreException($"The store did not respond within {(tryLimit ?? TryLimit).TotalSeconds:F0} seconds.", exception);
        }
    }

    /// <summary>
    /// Retries until the call succeeds, with a growing delay; the call must be idempotent. If an item cannot be parsed it does not retry,
    /// so that one wrong item does not block everything after it.
    /// </summary>
    /// <returns>The call's result; the default if an item could not be parsed.</returns>
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

            // Writers that lost the store at the same time should not all retry at the same time.
            await Task.Delay(pause * (0.75 + ((jitter ?? Random.Shared).NextDouble() / 2)), clock, cancellationToken);
        }
    }

    /// <summary>Retries until the call succeeds, for a call without a result.</summary>
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
            Message = "The store failed; readings are kept and retried in about {Seconds} s: {Reason}"
        )]
        public static partial void Failed(ILogger logger, string reason, double seconds);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "An item of the store cannot be read; the work that needs it is skipped: {Reason}"
        )]
        public static partial void Unreadable(ILogger logger, string reason);
    }
}
