namespace BtcTracker.MarketSim.Markets;

/// <summary>
/// Demo's price, second by second: a pure function of seed and time. It goes through the real closes of the months and walks on from
/// the last one. Between them curves of every length from five minutes to years lie over each other, each as high as a real price moves
/// in such a time (about 2 % a day); five-minute steps are joined by a small zigzag, whose extremes are the step's high and low.
/// </summary>
/// <remarks>All prices are in hundred-thousandths of a dollar: in 2010 a bitcoin cost six cents.</remarks>
public sealed class DemoWalk
{
    /// <summary>Seconds from one step to the next.</summary>
    public const long Step = 300;

    /// <summary>What a dollar is in units of the walk.</summary>
    public const long Dollar = 100_000;

    private const long SecondsADay = 86_400;

    private readonly Noise _shape;
    private readonly Noise _jitter;
    private readonly Noise _volume;
    private readonly Noise _volumeOfDays;
    private readonly (Noise Noise, long Period, long Amplitude)[] _curves;
    private readonly DemoLevel _level;

    /// <summary>Makes a seed's walk.</summary>
    public DemoWalk(long seed)
    {
        (_shape, _jitter) = (new Noise(seed, stream: 100), new Noise(seed, stream: 101));
        (_volume, _volumeOfDays) = (new Noise(seed, stream: 102), new Noise(seed, stream: 103));
        _curves = [.. Curves().Select((curve, stream) => (new Noise(seed, stream), curve.Period, curve.Amplitude))];
        _level = new DemoLevel(HeightOfCurves, Dollar);
    }

    /// <summary>The price at a second since the epoch.</summary>
    public long PriceAt(long second)
    {
        var start = second - (second % Step);
        return PriceIn(StepFrom(start), second);
    }

    /// <summary>The shape of the step that starts at a second on the five-minute grid.</summary>
    public WalkStep StepFrom(long start) => StepsFrom(start).First();

    /// <summary>The steps from a second on the five-minute grid on, without end.</summary>
    public IEnumerable<WalkStep> StepsFrom(long start)
    {
        for (var open = GridPrice(start); ; start += Step)
        {
            var close = GridPrice(start + Step);
            var room = Math.Max(open / 2_000, Math.Abs(close - open) / 2) + 1;
            var high = Math.Max(open, close) + Draw(room, start, 0);
            var low = Math.Min(open, close) - Draw(room, start, 1);
            yield return new WalkStep(start, open, high, low, close);
            open = close;
        }
    }

    /// <summary>The volume of a step, in hundred-millionths of a bitcoin: more on busy days, and more where the price moves more.</summary>
    public long VolumeOf(WalkStep step)
    {
        var quiet = 200_000_000 + _volume.Below(1_000_000_000, step.Start);
        var day =
            20
            + ActivityAt(step.Start, SecondsADay / 3, 40)
            + ActivityAt(step.Start, 5 * SecondsADay, 60)
            + ActivityAt(step.Start, 150 * SecondsADay, 90);
        var movedBy = (step.High - step.Low) * 60_000 / step.Open;
        return (quiet * day / 100) + (quiet * day / 100 * movedBy / 100);
    }

    /// <summary>
    /// The price at a second within a step: open, two extremes and close joined by lines, with a jitter that keeps between the extremes.
    /// </summary>
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
        var line =
            into <= first ? Between(step.Open, extreme, into, first)
            : into <= then ? Between(extreme, other, into - first, then - first)
            : Between(other, step.Close, into - then, Step - then);
        var most = step.Open / 18_000;
        var jitter = _jitter.Below((2 * most) + 1, second) - most;
        return Math.Clamp(line + jitter, step.Low, step.High);
    }

    private static long Between(long from, long to, long into, long length) => from + ((to - from) * into / length);

    private long Draw(long bound, long start, int which) => _shape.Below(bound, (start * 8) + which);

    private long ActivityAt(long second, long period, long most) => (_volumeOfDays.Curve(second, period, most) + most) / 2;

    private long GridPrice(long second)
    {
        var (level, zero) = _level.At(second);
        var height = HeightOfCurves(second) - zero;

        // As far down as up, in proportion: half at -1, so that no height makes the price nothing.
        var (factor, divisor) = height >= 0 ? (Noise.Billion + height, Noise.Billion) : (Noise.Billion, Noise.Billion - height);
        return (long)((Int128)level * factor / divisor);
    }

    private long HeightOfCurves(long second)
    {
        var height = 0L;
        foreach (var (noise, period, amplitude) in _curves)
        {
            height += noise.Curve(second, period, amplitude);
        }

        return height;
    }

    // Each curve is twice as long as the one before and √2 as high, as a random walk is; 0.1 % at five minutes makes 1.7 % at a day.
    // Curves longer than 32 days get no higher.
    private static IEnumerable<(long Period, long Amplitude)> Curves()
    {
        const long longestThatGrows = 32 * SecondsADay;
        var amplitude = Noise.Billion / 1_000;
        for (var period = Step; period < 800 * SecondsADay; period *= 2)
        {
            yield return (period, amplitude);
            amplitude = period * 2 <= longestThatGrows ? amplitude * 1_414 / 1_000 : amplitude;
        }
    }
}

/// <summary>Five minutes of the walk, in its units, from a second since the epoch.</summary>
public readonly record struct WalkStep(long Start, long Open, long High, long Low, long Close);
