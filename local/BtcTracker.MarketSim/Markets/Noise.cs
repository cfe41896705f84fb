namespace BtcTracker.MarketSim.Markets;

/// <summary>
/// Numbers that look random and are a pure function of seed, stream and place. Integers only, so that the results are the same on every
/// machine.
/// </summary>
public readonly struct Noise
{
    /// <summary>What amplitudes are parts of.</summary>
    public const long Billion = 1_000_000_000;

    private const ulong Stride = 0x9E3779B97F4A7C15;
    private readonly ulong _start;

    /// <summary>Begins one of a seed's independent streams.</summary>
    public Noise(long seed, int stream) => _start = Mixed(((ulong)seed * Stride) + ((ulong)stream * 0xD1B54A32D192ED03));

    /// <summary>A number from 0 up to but not including <paramref name="bound"/>, the same for the same place.</summary>
    public long Below(long bound, long place) => (long)(Mixed(_start + ((ulong)place * Stride)) % (ulong)bound);

    /// <summary>
    /// A curve at an instant: random heights of at most ± <paramref name="amplitude"/> every <paramref name="period"/> seconds, joined by
    /// straight lines.
    /// </summary>
    public long Curve(long second, long period, long amplitude)
    {
        var node = Math.DivRem(second, period, out var into);
        var (from, to) = (Height(node, amplitude), Height(node + 1, amplitude));
        return from + ((to - from) * into / period);
    }

    private long Height(long node, long amplitude) => Below((2 * amplitude) + 1, node) - amplitude;

    // The finalizer of SplitMix64.
    private static ulong Mixed(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
