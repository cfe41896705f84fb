using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks;

/// <summary>What alternating rounds have shown, by target.</summary>
internal sealed class RoundResults(IReadOnlyDictionary<string, List<Measurement>> measured)
{
    /// <summary>The targets that were loaded.</summary>
    public IEnumerable<string> Names => measured.Keys;

    /// <summary>The median of a figure over the rounds.</summary>
    public double Median(string name, Func<Measurement, double> figure) => Percentiles.MedianOf(measured[name].Select(figure));

    /// <summary>The median over the rounds of one target's figure by another's of the same round.</summary>
    public double Ratio(string name, string other, Func<Measurement, double> figure) =>
        Percentiles.MedianOf(measured[name].Zip(measured[other], (one, two) => figure(one) / figure(two)));
}
