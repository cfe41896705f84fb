using BtcTracker.Market;

namespace BtcTracker.Ingest.Sources.CoinMarketCap;

/// <summary>What CoinMarketCap says of the key's plan; null is what it does not say.</summary>
/// <param name="MonthlyCredits">The credits of a month.</param>
/// <param name="CreditsLeft">Those that are left of this month's.</param>
/// <param name="CallsPerMinute">The most calls in a minute.</param>
public sealed record KeyInfo(long? MonthlyCredits, long? CreditsLeft, int? CallsPerMinute);

/// <summary>
/// What is known of the key: its plan, and the credits that are left by what each answer since has cost. Safe for many callers.
/// </summary>
public sealed class KeyStanding
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly CreditBudget _budget;
    private KeyInfo? _info;
    private DateTimeOffset _asOf;
    private DateTimeOffset _lastSlot = DateTimeOffset.MinValue;

    /// <summary>Shows the credits as a metric too.</summary>
    public KeyStanding(CreditBudget budget, IngestMetrics metrics, TimeProvider clock)
    {
        (_budget, _clock) = (budget, clock);
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
                return Left is { } left && _info is { MonthlyCredits: { } monthly }
                    ? new SourceCredits(monthly, left, _asOf) { Spacing = _budget.SpacingFor(left, _clock.GetUtcNow()) }
                    : null;
            }
        }
    }

    // What was left of a month that is over says nothing of the new one.
    private long? Left => CreditBudget.EndOfMonth(_asOf) > _clock.GetUtcNow() ? _info?.CreditsLeft : null;

    /// <summary>Whether the credits allow a reading at a slot; always, where they are not known.</summary>
    public bool IsDue(DateTimeOffset slot)
    {
        lock (_lock)
        {
            return Left is not { } left || slot < _lastSlot || slot - _lastSlot >= _budget.SpacingFor(left, _clock.GetUtcNow());
        }
    }

    /// <summary>A slot is read with the key.</summary>
    public void Asked(DateTimeOffset slot)
    {
        lock (_lock)
        {
            _lastSlot = slot;
        }
    }

    /// <summary>Goes on from what an earlier process knew this month, as where each slot has a process of its own.</summary>
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
            if (Left is { } left)
            {
                (_info, _asOf) = (_info! with { CreditsLeft = Math.Max(0, left - Math.Max(0, credits)) }, _clock.GetUtcNow());
            }
        }
    }
}
