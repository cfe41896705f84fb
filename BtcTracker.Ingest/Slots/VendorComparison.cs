using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>
/// Compares the vendors' prices every 15 minutes: one that strays by more than 3 % from the median is left out until it is within
/// 1.5 % of it again, the hysteresis of CF Benchmarks' index rules. With fewer than three, without those that are left out, nobody can
/// say who strays.
/// </summary>
/// <remarks>Used by one caller at a time.</remarks>
public sealed class VendorComparison
{
    private const decimal LargestDeviation = 0.03m;
    private const decimal ReturningDeviation = 0.015m;

    // Of two that differ nobody knows which is right.
    private const int FewestVendors = 3;
    private const int Digits = 8;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <summary>When the vendors were last asked side by side; null where they never were.</summary>
    public DateTimeOffset? ComparedAt { get; private set; }

    /// <summary>Whether they are to be asked side by side for a slot.</summary>
    public bool IsDue(DateTimeOffset slot) => ComparedAt is not { } last || slot - last >= Period || slot < last;

    /// <summary>Whether a source's vendor is left out.</summary>
    public bool IsLeftOut(string source) => _leftOut.Contains(SourceNames.VendorOf(source));

    /// <summary>Goes on from what another process knew.</summary>
    public void Restore(DateTimeOffset? comparedAt, IEnumerable<string> leftOut)
    {
        ComparedAt = comparedAt;
        _leftOut.UnionWith(leftOut.Select(SourceNames.VendorOf));
    }

    /// <summary>Compares the readings of one slot, one a vendor, each plausible and current.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="quotes">The readings.</param>
    /// <returns>(Highest − lowest) ÷ median; null where fewer than two vendors answered.</returns>
    public decimal? Compare(DateTimeOffset slot, IReadOnlyList<Quote> quotes)
    {
        ComparedAt = slot;
        if (quotes.Count < 2)
        {
            return null;
        }

        var trusted = quotes.Where(quote => !IsLeftOut(quote.Source)).ToList();
        var voters = trusted.Count > 0 ? trusted : quotes;
        var median = MedianOf(voters);
        foreach (var quote in quotes)
        {
            Update(SourceNames.VendorOf(quote.Source), Math.Abs(quote.Price - median) / median, voters.Count);
        }

        return decimal.Round((quotes.Max(quote => quote.Price) - quotes.Min(quote => quote.Price)) / MedianOf(quotes), Digits);
    }

    private void Update(string vendor, decimal deviation, int voters)
    {
        if (deviation < ReturningDeviation)
        {
            _leftOut.Remove(vendor);
        }
        else if (deviation > LargestDeviation && voters >= FewestVendors)
        {
            _leftOut.Add(vendor);
        }
    }

    private static decimal MedianOf(IReadOnlyCollection<Quote> quotes)
    {
        var prices = quotes.Select(quote => quote.Price).Order().ToList();
        return (prices[(prices.Count - 1) / 2] + prices[prices.Count / 2]) / 2;
    }
}
