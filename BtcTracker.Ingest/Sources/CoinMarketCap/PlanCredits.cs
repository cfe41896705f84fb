using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>The API key's plan as CoinMarketCap reports it; null for what it does not report.</summary>
/// <param name="MonthlyCredits">The credits per month.</param>
/// <param name="CreditsLeft">The credits left this month.</param>
/// <param name="CallsPerMinute">The maximum number of calls per minute.</param>
public sealed record KeyInfo(long? MonthlyCredits, long? CreditsLeft, int? CallsPerMinute);

/// <summary>
/// Tracks the API key's plan and the credits left, by the cost of each response. Thread-safe.
/// </summary>
public sealed class PlanCredits
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly CreditBudget _budget;
    private KeyInfo? _info;
    private DateTimeOffset _asOf;
    private DateTimeOffset _lastSlot = DateTimeOffset.MinValue;

    /// <summary>Publishes the credits as a metric.</summary>
    public PlanCredits(CreditBudget budget, IngestMetrics metrics, TimeProvider clock)
    {
        (_budget, _clock) = (budget, clock);
        metrics.ObserveCredits(() => Credits);
    }

    /// <summary>The plan with the credits left now; null without an API key, or before CoinMarketCap reported it.</summary>
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

    /// <summary>The month's credits and what is left of them; null unless both are known.</summary>
    public SourceCredits? Credits
    {
        get
        {
            lock (_lock)
            {
                return Left is { } left && _info is { MonthlyCredits: { } monthly }
                    ? new SourceCredits(monthly, left, _asOf) { Spacing = _budget.SpacingFor(left, _clock.GetUtcNow()) }
                    : null;
            }
        }
    }

    // The credits left of the last month do not apply to the new one.
    private long? Left => CreditBudget.EndOfMonth(_asOf) > _clock.GetUtcNow() ? _info?.CreditsLeft : null;

    /// <summary>Whether the credits allow a reading at a slot; true if they are unknown.</summary>
    public bool IsDue(DateTimeOffset slot)
    {
        lock (_lock)
        {
            return Left is not { } left || slot < _lastSlot || slot - _lastSlot >= _budget.SpacingFor(left, _clock.GetUtcNow());
        }
    }

    /// <summary>Records that a slot is read with the key.</summary>
    public void Asked(DateTimeOffset slot)
    {
        lock (_lock)
        {
            _lastSlot = slot;
        }
    }

    /// <summary>Restores an earlier process's state of this month, for platforms that start a process per slot.</summary>
    public void Restore(SourceCredits credits, DateTimeOffset lastCall)
    {
        lock (_lock)
        {
            if (_info is null && CreditBudget.EndOfMonth(credits.AsOf) > _clock.GetUtcNow())
            {
                (_info, _asOf, _lastSlot) = (
                    new KeyInfo(credits.LimitMonthly, credits.LeftMonthly, null),
                    credits.AsOf,
                    _budget.SlotOf(lastCall)
                );
            }
        }
    }

    /// <summary>Records the plan that CoinMarketCap reported.</summary>
    public void Learned(KeyInfo info)
    {
        lock (_lock)
        {
            (_info, _asOf) = (info, _clock.GetUtcNow());
        }
    }

    /// <summary>Records the cost of a response, its <c>credit_count</c>.</summary>
    public void Spent(int credits)
    {
        lock (_lock)
        {
            if (Left is { } left)
            {
                (_info, _asOf) = (_info! with { CreditsLeft = Math.Max(0, left - Math.Max(0, credits)) }, _clock.GetUtcNow());
            }
        }
    }
}
