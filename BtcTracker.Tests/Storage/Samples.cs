using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Tests.Storage;

/// <summary>Quotes and candles to store.</summary>
internal static class Samples
{
    public static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static Quote Quote(string slot, decimal price = 64_231.5m, string source = "coinbase") =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Slot = At(slot),
            AsOf = At(slot),
            Source = source,
            Price = price,
        };

    public static Candle Candle(
        string openTime,
        Interval? interval = null,
        CandleRank rank = CandleRank.Exchange,
        int n = 1,
        decimal close = 64_231.5m
    ) =>
        new()
        {
            Symbol = Symbol.BtcUsd,
            Interval = interval ?? Interval.OneHour,
            OpenTime = At(openTime),
            Open = 64_000m,
            High = 65_000m,
            Low = 63_000m,
            Close = close,
            N = n,
            Rank = rank,
            Source = "coinbase",
        };

    /// <summary>A quote with every field set to a number that a binary fraction would change, or that has zeros at its end.</summary>
    public static Quote FullQuote { get; } =
        new()
        {
            Symbol = Symbol.BtcUsd,
            Slot = At("2026-10-31T23:55:00Z"),
            AsOf = At("2026-10-31T23:54:59.1234567Z"),
            Source = "coinmarketcap",
            Price = 20_281.066418274113m,
            MarketCap = 386_725_961_571.17303m,
            FullyDilutedMarketCap = 425_902_394_783.76m,
            MarketCapDominance = 44.2719m,
            Volume24h = 41_006_131_889.123456789m,
            VolumeChange24h = -0.0001m,
            PercentChange1h = 1.49671934m,
            PercentChange24h = -8.975079m,
            PercentChange7d = 0m,
            PercentChange30d = -0.00000001m,
            PercentChange60d = 100.0m,
            PercentChange90d = -100m,
            CirculatingSupply = 19_068_331.25m,
            TotalSupply = 19_068_331.250000000000000000001m,
            MaxSupply = 21_000_000m,
            Rank = 1,
            MarketPairs = 9_532,
            Confirmed = false,
            Outdated = true,
            Spread = 0.00123457m,
        };

    public static Candle FullCandle { get; } =
        Candle("2024-11-03T00:00:00Z", Interval.OneDay) with
        {
            Open = 69_360.95m,
            High = 69_364.65m,
            Low = 67_444.0m,
            Close = 68_738.18m,
            Volume = 6_758.88506466m,
            VolumeUnit = "BTC",
            Spread = 0.00123457m,
        };
}
