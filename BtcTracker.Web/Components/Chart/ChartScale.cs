namespace BtcTracker.Web.Components.Chart;

/// <summary>A price axis with round steps that holds all of a line and leaves some air above and below.</summary>
/// <param name="Low">The price at the bottom.</param>
/// <param name="High">The price at the top; greater than <paramref name="Low"/>.</param>
/// <param name="Step">The distance of the grid lines: 1, 2, 2.5 or 5 times a power of ten.</param>
public sealed record ChartScale(decimal Low, decimal High, decimal Step)
{
    private const int WantedSteps = 6;
    private const decimal Air = 0.06m;

    private static readonly decimal[] RoundSteps = [1m, 2m, 2.5m, 5m, 10m];

    /// <summary>The scale for prices between two extremes, which may be equal.</summary>
    public static ChartScale For(decimal lowest, decimal highest)
    {
        var spread = highest > lowest ? highest - lowest : Math.Max(highest * 0.01m, 0.0001m);
        var low = Math.Max(0, lowest - (spread * Air));
        var high = highest + (spread * Air);
        return new ChartScale(low, high, RoundStep((high - low) / WantedSteps));
    }

    /// <summary>The prices of the grid lines, ascending.</summary>
    public IEnumerable<decimal> GridPrices()
    {
        for (var price = Math.Ceiling(Low / Step) * Step; price <= High; price += Step)
        {
            yield return price;
        }
    }

    /// <summary>How far below the top a price lies, 0 to 1.</summary>
    public decimal Depth(decimal price) => (High - price) / (High - Low);

    private static decimal RoundStep(decimal step)
    {
        var power = 1m;
        while (power * 10 <= step)
        {
            power *= 10;
        }

        while (power > step && power > 1e-12m)
        {
            power /= 10;
        }

        return RoundSteps.First(round => round * power >= step || round == 10m) * power;
    }
}
