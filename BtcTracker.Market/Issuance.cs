namespace BtcTracker.Market;

/// <summary>Bitcoin's supply according to the issuance schedule: 50 BTC per block, halved every 210,000 blocks.</summary>
/// <remarks>
/// The subsidy of a block is exact; the block height at an instant is an estimate. After the halving of 2024 it assumes a block every 10
/// minutes: while blocks take 9.7 to 10.3 minutes on average, the error is at most 0.1 % until the halving of 2028.
/// Between two halvings it assumes the average rate of those years: it is within 0.03 % of CoinMarketCap's figure of June 2022 and within
/// 0.2 % of that of August 2018. Before 2016, when the block rate varied, it is less accurate.
/// </remarks>
public static class Issuance
{
    /// <summary>The maximum supply as sources report it; the schedule ends 0.0231 BTC below it.</summary>
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

    /// <summary>When the halving blocks were mined, oldest first.</summary>
    public static IReadOnlyList<DateTimeOffset> Halvings { get; } = [.. EraStarts.Skip(1).Select(DateTimeOffset.FromUnixTimeSeconds)];

    /// <summary>The units in circulation at an instant.</summary>
    public static decimal SupplyAt(DateTimeOffset instant) => SupplyAt(HeightAt(instant.ToUnixTimeSeconds()));

    /// <summary>The units issued by the blocks before a height; exact.</summary>
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

    /// <summary>The issuance rate at a supply; null if everything has been issued.</summary>
    /// <param name="supply">The units in circulation.</param>
    /// <param name="at">The instant of that supply.</param>
    public static IssuanceRate? RateAt(decimal supply, DateTimeOffset at)
    {
        var height = BlocksPerEra;
        for (var subsidy = 50 * SatoshisPerCoin; subsidy > 0; (subsidy, height) = (subsidy / 2, height + BlocksPerEra))
        {
            var left = SupplyAt(height) - Math.Max(0, supply);
            if (left > 0)
            {
                var reward = (decimal)subsidy / SatoshisPerCoin;
                var seconds = (double)Math.Ceiling(left / reward) * SecondsPerBlock;
                return new IssuanceRate(reward * (SecondsPerDay / SecondsPerBlock), at.AddSeconds(seconds));
            }
        }

        return null;
    }

    /// <summary>
    /// The block height at a second: between two halvings by the average rate of those years, after the last by the network's target rate.
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

/// <summary>How fast units are issued, at a block every 10 minutes.</summary>
/// <param name="PerDay">The units issued per day.</param>
/// <param name="NextHalving">The estimated time of the next halving.</param>
public sealed record IssuanceRate(decimal PerDay, DateTimeOffset NextHalving);
