using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>What CoinMarketCap says of the key's plan; null is what it does not say.</summary>
/// <param name="MonthlyCredits">The credits of a month.</param>
/// <param name="CreditsLeft">Those that are left of this month's.</param>
/// <param name="CallsPerMinute">The most calls in a minute.</param>
public sealed record KeyInfo(long? MonthlyCredits, long? CreditsLeft, int? CallsPerMinute);

/// <summary>What is known of the key: its plan, and the credits that are left by what each answer since has cost. Safe for many callers.</summary>
public sealed class KeyStanding
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private KeyInfo? _info;
    private DateTimeOffset _asOf;

    /// <summary>Shows the credits as a metric too.</summary>
    public KeyStanding(IngestMetrics metrics, TimeProvider clock)
    {
        _clock = clock;
        metrics.ObserveCredits(() => Credits);
    }

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

    /// <summary>The credits of the month and what is left of them; null where the plan does not tell both.</summary>
    public SourceCredits? Credits
    {
        get
        {
            lock (_lock)
            {
                return _info is { MonthlyCredits: { } monthly, CreditsLeft: { } left } ? new SourceCredits(monthly, left, _asOf) : null;
            }
        }
    }

    /// <summary>CoinMarketCap told the plan.</summary>
    public void Learned(KeyInfo info)
    {
        lock (_lock)
        {
            (_info, _asOf) = (info, _clock.GetUtcNow());
        }
    }

    /// <summary>An answer cost credits, by its own <c>credit_count</c>.</summary>
    public void Spent(int credits)
    {
        lock (_lock)
        {
            if (_info is { CreditsLeft: { } left })
            {
                (_info, _asOf) = (_info with { CreditsLeft = Math.Max(0, left - Math.Max(0, credits)) }, _clock.GetUtcNow());
            }
        }
    }
}
