namespace BtcTracker.Ingest.Sources;

/// <summary>What CoinMarketCap says of the key's plan; null is what it does not say.</summary>
/// <param name="MonthlyCredits">The credits of a month.</param>
/// <param name="CreditsLeft">Those that are left of this month's.</param>
/// <param name="CallsPerMinute">The most calls in a minute.</param>
public sealed record KeyInfo(long? MonthlyCredits, long? CreditsLeft, int? CallsPerMinute);

/// <summary>What is known of the key: its plan, and the credits that are left by what each answer since has cost. Safe for many callers.</summary>
public sealed class KeyStanding
{
    private readonly Lock _lock = new();
    private KeyInfo? _info;

    /// <summary>The plan with the credits that are left by now; null without a key, or before CoinMarketCap told it.</summary>
    public KeyInfo? Info
    {
        get
        {
            lock (_lock)
            {
                return _info;
            }
        }
    }

    /// <summary>CoinMarketCap told the plan.</summary>
    public void Learned(KeyInfo info)
    {
        lock (_lock)
        {
            _info = info;
        }
    }

    /// <summary>An answer cost credits, by its own <c>credit_count</c>.</summary>
    public void Spent(int credits)
    {
        lock (_lock)
        {
            _info = _info is { CreditsLeft: { } left } ? _info with { CreditsLeft = Math.Max(0, left - Math.Max(0, credits)) } : _info;
        }
    }
}
