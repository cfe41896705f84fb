using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Status;

/// <summary>Limits the open connections of live pages, each of which holds about half a megabyte here.</summary>
public sealed class CircuitLimiter(IOptions<StatusOptions> options)
{
    private int _open;

    /// <summary>How many are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>How many may be.</summary>
    public int Limit => options.Value.Viewers;

    /// <summary>Whether no more may be opened.</summary>
    public bool IsFull => Open >= Limit;

    /// <summary>Counts a connection until <see cref="Release"/>; false where the limit is reached.</summary>
    public bool TryAcquire()
    {
        if (Interlocked.Increment(ref _open) <= Limit)
        {
            return true;
        }

        Release();
        return false;
    }

    /// <summary>Ends a connection that was counted.</summary>
    public void Release() => Interlocked.Decrement(ref _open);
}
