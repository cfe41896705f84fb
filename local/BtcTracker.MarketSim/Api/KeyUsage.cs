namespace BtcTracker.MarketSim.Api;

/// <summary>Counts what CoinMarketCap would count of its one plan: requests a minute, credits a day and a month, since the start.</summary>
public sealed class KeyUsage(TimeProvider clock)
{
    /// <summary>Credits a month of the smallest plan.</summary>
    public const int MonthlyLimit = 10_000;

    /// <summary>Calls a minute of the smallest plan.</summary>
    public const int MinuteLimit = 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>Requests of this minute.</summary>
    public int RequestsThisMinute => CountOf(Minute);

    /// <summary>Credits of this day.</summary>
    public int CreditsToday => CountOf(Day);

    /// <summary>Credits of this month.</summary>
    public int CreditsThisMonth => CountOf(Month);

    private string Minute => clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm", null);

    private string Day => clock.GetUtcNow().ToString("yyyy-MM-dd", null);

    private string Month => clock.GetUtcNow().ToString("yyyy-MM", null);

    /// <summary>Counts a call.</summary>
    public void Count(int credits)
    {
        lock (_lock)
        {
            foreach (var (period, count) in new[] { (Minute, 1), (Day, credits), (Month, credits) })
            {
                _counts[period] = _counts.GetValueOrDefault(period) + count;
            }

            // Only the latest of each kind is requested.
            foreach (var old in _counts.Keys.Where(period => period != Minute && period != Day && period != Month).ToList())
            {
                _counts.Remove(old);
            }
        }
    }

    private int CountOf(string period)
    {
        lock (_lock)
        {
            return _counts.GetValueOrDefault(period);
        }
    }
}
