namespace BtcTracker.Web.Components.Chart;

/// <summary>A price axis with round steps that holds all of a line and leaves some air above and below.</summary>
/// <param name="Low">The price at the bottom; greater than zero where the scale is logarithmic.</param>
/// <param name="High">The price at the top; greater than <paramref name="Low"/>.</param>
/// <param name="Step">
/// The distance of the grid lines: 1, 2, 2.5 or 5 times a power of ten. On a logarithmic scale of more than a decade that of the lowest
/// ones.
/// </param>
/// <param name="IsLog">Whether equal ratios, not equal differences, lie equally far apart.</param>
public sealed record ChartScale(decimal Low, decimal High, decimal Step, bool IsLog = false)
{
    private const int WantedSteps = 6;
    private const decimal Air = 0.06m;

    private static readonly decimal[] RoundSteps = [1m, 2m, 2.5m, 5m, 10m];

    /// <summary>The scale for prices between two extremes, which may be equal.</summary>
    /// <param name="lowest">The lowest price.</param>
    /// <param name="highest">The highest price.</param>
    /// <param name="isLog">Whether it is logarithmic; it is not where a price is zero.</param>
    public static ChartScale For(decimal lowest, decimal highest, bool isLog = false)
    {
        if (isLog && lowest > 0)
        {
            return Logarithmic(lowest, highest);
        }

        var spread = highest > lowest ? highest - lowest : Math.Max(highest * 0.01m, 0.0001m);
        var low = Math.Max(0, lowest - (spread * Air));
        var high = highest + (spread * Air);
        return new ChartScale(low, high, RoundStep((high - low) / WantedSteps));
    }

    /// <summary>The prices of the grid lines, ascending.</summary>
    public IEnumerable<decimal> GridPrices()
    {
        if (IsOverDecades)
        {
            return Decades();
        }

        return Steps();
    }

    /// <summary>How far below the top a price lies, 0 to 1.</summary>
    public decimal Depth(decimal price) =>
        IsLog ? (decimal)(Math.Log((double)(High / Math.Max(price, Low))) / Math.Log((double)(High / Low))) : (High - price) / (High - Low);

    /// <summary>The smallest difference that the axis's decimals must show.</summary>
    public decimal StepAt(decimal price)
    {
        if (!IsOverDecades)
        {
            return Step;
        }

        var power = Step;
        while (power * 10 <= price && power < 1)
        {
            power *= 10;
        }

        return power;
    }

    /// <summary>Within a decade equal steps are read more easily.</summary>
    private bool IsOverDecades => IsLog && High / Low > 10;

    private static ChartScale Logarithmic(decimal lowest, decimal highest)
    {
        var factor = (decimal)Math.Exp(Math.Max(Math.Log((double)(highest / lowest)), 0.01) * (double)Air);
        var (low, high) = (lowest / factor, highest * factor);
        return new ChartScale(low, high, high / low > 10 ? PowerAtMost(low) : RoundStep((high - low) / WantedSteps), IsLog: true);
    }

    private IEnumerable<decimal> Steps()
    {
        for (var price = Math.Ceiling(Low / Step) * Step; price <= High; price += Step)
        {
            yield return price;
        }
    }

    /// <summary>1, 2 and 5 times each power of ten; over many decades only the powers.</summary>
    private IEnumerable<decimal> Decades()
    {
        decimal[] factors = High / Low > 1_000 ? [1] : [1, 2, 5];
        for (var power = Step; power <= High; power *= 10)
        {
            foreach (var price in factors.Select(factor => factor * power).Where(price => price >= Low && price <= High))
            {
                yield return price;
            }
        }
    }

    private static decimal RoundStep(decimal step)
    {
        var power = PowerAtMost(step);
        return RoundSteps.First(round => round * power >= step || round == 10m) * power;
    }

    /// <summary>The greatest power of ten that is not greater.</summary>
    private static decimal PowerAtMost(decimal number)
    {
        var power = 1m;
        while (power * 10 <= number)
        {
            power *= 10;
        }

        while (power > number && power > 1e-12m)
        {
            power /= 10;
        }

        return power;
    }
}
