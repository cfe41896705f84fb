namespace BtcTracker.MarketSim.Markets;

/// <summary>How many bitcoins there are, by Bitcoin's rule: one block in ten minutes, the reward halved every 210,000 blocks.</summary>
public static class BitcoinSupply
{
    /// <summary>Bitcoins that can ever exist.</summary>
    public const decimal Maximum = 21_000_000m;

    private const long BlocksAReward = 210_000;
    private static readonly TimeSpan BlockTime = TimeSpan.FromMinutes(10);

    // The fourth halving: block 840,000, mined 2024-04-20 00:09 UTC.
    private const long KnownHeight = 840_000;
    private static readonly DateTimeOffset KnownTime = new(2024, 4, 20, 0, 9, 0, TimeSpan.Zero);

    /// <summary>Bitcoins in circulation at an instant, reckoned from a known block at an even pace.</summary>
    public static decimal At(DateTimeOffset instant)
    {
        var blocks = Math.Max(0, KnownHeight + ((instant - KnownTime).Ticks / BlockTime.Ticks));
        var (supply, reward) = (0m, 50m);
        for (; blocks > 0 && reward >= 0.00000001m; blocks -= BlocksAReward, reward /= 2)
        {
            supply += Math.Min(blocks, BlocksAReward) * reward;
        }

        return Math.Min(decimal.Round(supply, 8), Maximum);
    }
}
