namespace BtcTracker.MarketSim.Markets;

/// <summary>
/// Demo's price, second by second: a pure function of seed and time. Curves of every length from five minutes to years lie
/// over each other, each as high as a real price moves in such a time (about 2 % a day); five-minute steps are joined by
/// a small zigzag, whose extremes are the step's high and low.
/// </summary>
/// <remarks>All prices are in cents. Curves longer than 32 days get no higher, so the price stays around 90,000 dollars.</remarks>
public sealed class DemoWalk(long seed)
{
    /// <summary>Seconds from one step to the next.</summary>
    public const long Step = 300;

    private const long Middle = 90_000_00;
    private readonly Noise _shape = new(seed, stream: 100);
    private readonly Noise _jitter = new(seed, stream: 101);
    private readonly Noise _volume = new(seed, stream: 102);
    private readonly (Noise Noise, long Period, long Amplitude)[] _curves =
        [.. Curves().Select((curve, stream) => (new Noise(seed, stream), curve.Period, curve.Amplitude))];

    /// <summary>The price at a second since the epoch.</summary>
    public long PriceAt(long second)
    {
        var start = second - (second % Step);
        return PriceIn(StepFrom(start), second);
    }

    /// <summary>The shape of the step that starts at a second on the five-minute grid.</summary>
    public WalkStep StepFrom(long start)
    {
        var (open, close) = (GridPrice(start), GridPrice(start + Step));
        var room = Math.Max(open / 2_000, Math.Abs(close - open) / 2);
        var high = Math.Max(open, close) + Draw(room, start, 0);
        var low = Math.Min(open, close) - Draw(room, start, 1);
        return new WalkStep(start, open, high, low, close);
    }

    /// <summary>What is traded in a step, in hundred-millionths of a bitcoin: more where the price moves more.</summary>
    public long VolumeOf(WalkStep step)
    {
        var quiet = 500_000_000 + _volume.Below(2_500_000_000, step.Start);
        return quiet + ((step.High - step.Low) * quiet / 15_000);
    }

    /// <summary>The price at a second within a step: open, two extremes and close joined by lines, with a jitter that keeps between the extremes.</summary>
    public long PriceIn(WalkStep step, long second)
    {
        var into = second - step.Start;
        if (into == 0)
        {
            return step.Open;
        }

        var (first, then) = (30 + Draw(110, step.Start, 2), 160 + Draw(110, step.Start, 3));
        var highFirst = Draw(2, step.Start, 4) == 0;
        var (extreme, other) = highFirst ? (step.High, step.Low) : (step.Low, step.High);
        var line = into <= first ? Between(step.Open, extreme, into, first)
            : into <= then ? Between(extreme, other, into - first, then - first)
            : Between(other, step.Close, into - then, Step - then);
        var jitter = _jitter.Below(1_001, second) - 500;
        return Math.Clamp(line + jitter, step.Low, step.High);
    }

    private static long Between(long from, long to, long into, long length) => from + ((to - from) * into / length);

    private long Draw(long bound, long start, int which) => _shape.Below(bound, (start * 8) + which);

    private long GridPrice(long second)
    {
        var height = 0L;
        foreach (var (noise, period, amplitude) in _curves)
        {
            height += noise.Curve(second, period, amplitude);
        }

        return Middle + (Middle * height / Noise.Billion);
    }

    // Each curve is twice as long as the one before and √2 as high, as a random walk is; 0.1 % at five minutes makes 1.7 % at a day.
    private static IEnumerable<(long Period, long Amplitude)> Curves()
    {
        const long longestThatGrows = 32L * 86_400;
        var amplitude = Noise.Billion / 1_000;
        for (var period = Step; period < 800L * 86_400; period *= 2)
        {
            yield return (period, amplitude);
            amplitude = period * 2 <= longestThatGrows ? amplitude * 1_414 / 1_000 : amplitude;
        }
    }
}

/// <summary>Five minutes of the walk, in cents, from a second since the epoch.</summary>
public readonly record struct WalkStep(long Start, long Open, long High, long Low, long Close);
