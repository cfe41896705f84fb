using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Status;

/// <summary>Counts the open connections of live pages, each of which holds about half a megabyte here.</summary>
public sealed class CircuitPlaces(IOptions<StatusOptions> options)
{
    private int _taken;

    /// <summary>How many are open.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>How many may be.</summary>
    public int Limit => options.Value.Viewers;

    /// <summary>Whether no more are taken.</summary>
    public bool IsFull => Taken >= Limit;

    /// <summary>Takes a place, which <see cref="GiveBack"/> gives back; false where there is none.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= Limit)
        {
            return true;
        }

        GiveBack();
        return false;
    }

    /// <summary>Gives back a place that was taken.</summary>
    public void GiveBack() => Interlocked.Decrement(ref _taken);
}
