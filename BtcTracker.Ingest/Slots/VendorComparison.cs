using BtcTracker.Ingest.Sources;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Slots;

/// <summary>
/// Compares the vendors' prices every 15 minutes: one that deviates by more than 3 % from the median is excluded until it is within 1.5 %
/// of it again, the hysteresis of CF Benchmarks' index rules. At least three vendors that are not excluded are needed to decide which one
/// deviates.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class VendorComparison
{
    private const decimal LargestDeviation = 0.03m;
    private const decimal ReturningDeviation = 0.015m;

    // If only two differ, it is unknown which is right.
    private const int FewestVendors = 3;
    private const int Digits = 8;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    // After this time without another vendor, the market may have moved to the excluded vendor's price.
    private static readonly TimeSpan LongestVerdict = TimeSpan.FromHours(1);

    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _compared = new(StringComparer.Ordinal);
    private DateTimeOffset? _restoredAt;

    /// <summary>When the vendors were last compared; null if never.</summary>
    public DateTimeOffset? ComparedAt { get; private set; }

    /// <summary>
    /// Whether the vendors are to be compared at a slot: one of them was not for 15 minutes. A source that is called rarely because of its
    /// credits is compared when its turn comes.
    /// </summary>
    /// <param name="slot">The slot.</param>
    /// <param name="sources">The sources that may be called for it.</param>
    public bool IsDue(DateTimeOffset slot, IEnumerable<string> sources) =>
        sources.Any(source => LastAsked(SourceNames.VendorOf(source)) is not { } last || slot - last >= Period || slot < last);

    /// <summary>Whether a source's vendor is excluded.</summary>
    public bool IsLeftOut(string source) => _leftOut.Contains(SourceNames.VendorOf(source));

    /// <summary>
    /// Whether a source's vendor is excluded and has not been compared with another for an hour: if no other responds, its price is better
    /// than none.
    /// </summary>
    public bool IsOutdated(string source, DateTimeOffset slot) => IsLeftOut(source) && !(slot - ComparedAtOf(source) < LongestVerdict);

    /// <summary>When a source's vendor was last compared with another; null if never.</summary>
    public DateTimeOffset? ComparedAtOf(string source) =>
        _compared.TryGetValue(SourceNames.VendorOf(source), out var compared) ? compared : null;

    /// <summary>Restores another process's state.</summary>
    public void Restore(IngestStatus status)
    {
        (ComparedAt, _restoredAt) = (status.ComparedAt, status.ComparedAt);
        foreach (var source in status.Sources)
        {
            var vendor = SourceNames.VendorOf(source.Name);
            if (source.LeftOut)
            {
                _leftOut.Add(vendor);
            }

            if ((source.ComparedAt ?? status.ComparedAt) is { } compared)
            {
                _compared[vendor] = compared;
            }
        }
    }

    /// <summary>Records which vendors were due for a comparison at a slot.</summary>
    public void Asked(DateTimeOffset slot, IEnumerable<string> sources)
    {
        foreach (var source in sources)
        {
            _asked[SourceNames.VendorOf(source)] = slot;
        }
    }

    /// <summary>Compares the readings of one slot, one per vendor, each plausible and current.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="quotes">The readings.</param>
    /// <returns>The spread, (highest − lowest) ÷ median; null with fewer than two vendors.</returns>
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
            _compared[SourceNames.VendorOf(quote.Source)] = slot;
            Update(SourceNames.VendorOf(quote.Source), Math.Abs(quote.Price - median) / median, voters.Count);
        }

        return decimal.Round((quotes.Max(quote => quote.Price) - quotes.Min(quote => quote.Price)) / MedianOf(quotes), Digits);
    }

    private DateTimeOffset? LastAsked(string vendor) => _asked.TryGetValue(vendor, out var asked) ? asked : _restoredAt;

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
