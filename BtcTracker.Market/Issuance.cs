namespace BtcTracker.Market;

/// <summary>Bitcoin's supply by its issuance schedule: 50 BTC a block at first, half as much after every 210,000 blocks.</summary>
/// <remarks>
/// What a block brings is exact; how many blocks there are at an instant is an estimate. After the halving of 2024 it counts a block
/// each 10 minutes: while they take 9.7 to 10.3 minutes on average, the supply is off by 0.1 % at most until the halving of 2028.
/// Between two halvings it takes the pace of those years: CoinMarketCap's figure of June 2022 is met to 0.03 %, that of August 2018
/// to 0.2 %. Before 2016, when blocks came at no steady pace, it is worse.
/// </remarks>
public static class Issuance
{
    /// <summary>Units that can ever exist, as sources give it; the schedule ends 0.0231 BTC before it.</summary>
    public const decimal MaxSupply = 21_000_000m;

    private const long BlocksPerEra = 210_000;
    private const long SecondsPerBlock = 600;
    private const long SecondsPerDay = 86_400;
    private const long SatoshisPerCoin = 100_000_000;

    /// <summary>When blocks 0, 210,000, 420,000, 630,000 and 840,000 were mined, in seconds since the epoch.</summary>
    private static readonly long[] EraStarts =
    [
        Seconds(new(2009, 1, 3, 18, 15, 5, DateTimeKind.Utc)),
        Seconds(new(2012, 11, 28, 15, 24, 38, DateTimeKind.Utc)),
        Seconds(new(2016, 7, 9, 16, 46, 13, DateTimeKind.Utc)),
        Seconds(new(2020, 5, 11, 19, 23, 43, DateTimeKind.Utc)),
        Seconds(new(2024, 4, 20, 0, 9, 27, DateTimeKind.Utc)),
    ];

    /// <summary>When the blocks were mined from which on half as many units come, the oldest first.</summary>
    public static IReadOnlyList<DateTimeOffset> Halvings { get; } = [.. EraStarts.Skip(1).Select(DateTimeOffset.FromUnixTimeSeconds)];

    /// <summary>The units in circulation at an instant.</summary>
    public static decimal SupplyAt(DateTimeOffset instant) => SupplyAt(HeightAt(instant.ToUnixTimeSeconds()));

    /// <summary>The units that the blocks before a height have brought; exact.</summary>
    public static decimal SupplyAt(long height)
    {
        var satoshis = 0L;
        for (
            var (subsidy, left) = (50 * SatoshisPerCoin, height);
            subsidy > 0 && left > 0;
            (subsidy, left) = (subsidy / 2, left - BlocksPerEra)
        )
        {
            satoshis += subsidy * Math.Min(left, BlocksPerEra);
        }

        return (decimal)satoshis / SatoshisPerCoin;
    }

    /// <summary>The pace at a supply; null where nothing is left to be issued.</summary>
    /// <param name="supply">The units in circulation.</param>
    /// <param name="at">The instant at which there are as many.</param>
    public static IssuancePace? PaceAt(decimal supply, DateTimeOffset at)
    {
        var height = BlocksPerEra;
        for (var subsidy = 50 * SatoshisPerCoin; subsidy > 0; (subsidy, height) = (subsidy / 2, height + BlocksPerEra))
        {
            var left = SupplyAt(height) - Math.Max(0, supply);
            if (left > 0)
            {
                var reward = (decimal)subsidy / SatoshisPerCoin;
                var seconds = (double)Math.Ceiling(left / reward) * SecondsPerBlock;
                return new IssuancePace(reward * (SecondsPerDay / SecondsPerBlock), at.AddSeconds(seconds));
            }
        }

        return null;
    }

    /// <summary>
    /// The height at a second: between two halvings by the pace of those years, after the last by the pace that the network aims at.
    /// </summary>
    private static long HeightAt(long second)
    {
        var era = Array.FindLastIndex(EraStarts, start => start <= second);
        return era switch
        {
            < 0 => 0,
            _ when era == EraStarts.Length - 1 => (era * BlocksPerEra) + ((second - EraStarts[era]) / SecondsPerBlock),
            _ => (era * BlocksPerEra) + ((second - EraStarts[era]) * BlocksPerEra / (EraStarts[era + 1] - EraStarts[era])),
        };
    }

    private static long Seconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeSeconds();
}

/// <summary>How fast units are issued, a block each 10 minutes.</summary>
/// <param name="PerDay">The units that a day brings.</param>
/// <param name="NextHalving">About when a block will bring half as many.</param>
public sealed record IssuancePace(decimal PerDay, DateTimeOffset NextHalving);
