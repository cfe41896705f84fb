using System.Globalization;
using System.Net;
using BenchmarkDotNet.Attributes;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Market;

namespace BtcTracker.Benchmarks.Micro;

/// <summary>Bodies of sources on their way to quotes and candles.</summary>
[MemoryDiagnoser]
public class ParsingBenchmarks
{
    private const int CandlesInABody = 300;
    private static readonly DateTimeOffset Slot = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    private readonly SourceResponse _quote = new(
        HttpStatusCode.OK,
        """
        {"status": {"timestamp": "2026-11-21T00:00:12.000Z", "error_code": 0, "error_message": null, "elapsed": 21, "credit_count": 1},
         "data": {"1": {"id": 1, "name": "Bitcoin", "symbol": "BTC", "num_market_pairs": 11900, "circulating_supply": 19962340.5, "total_supply": 19962340.5,
          "max_supply": 21000000, "cmc_rank": 1, "last_updated": "2026-11-21T00:00:00.000Z",
          "quote": {"USD": {"price": 92481.17042255787, "volume_24h": 31204551870.21, "volume_change_24h": -3.21, "percent_change_1h": 0.12, "percent_change_24h": 1.25,
           "percent_change_7d": -2.5, "percent_change_30d": 4.75, "percent_change_60d": 9.5, "percent_change_90d": 12.25, "market_cap": 1846140601243.51,
           "market_cap_dominance": 58.4, "fully_diluted_market_cap": 1942104578873.72, "last_updated": "2026-11-21T00:00:00.000Z"}}}}}
        """
    );

    private readonly SourceResponse _candles = new(
        HttpStatusCode.OK,
        "[" + string.Join(',', Enumerable.Range(0, CandlesInABody).Select(Row)) + "]"
    );

    /// <summary>A quote of CoinMarketCap.</summary>
    [Benchmark]
    public Quote CoinMarketCapQuote() => CoinMarketCapParser.ToQuote(_quote, Symbol.BtcUsd, Slot, "coinmarketcap");

    /// <summary>300 candles of Coinbase, a whole answer.</summary>
    [Benchmark]
    public IReadOnlyList<Candle> CoinbaseCandles() => CoinbaseParser.ToCandles(_candles, Symbol.BtcUsd, Interval.OneHour, "coinbase");

    /// <summary>Time, low, high, open, close, volume; newest first.</summary>
    private static string Row(int back) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"[{Slot.AddHours(-back).ToUnixTimeSeconds()},92000.{back:D3},92900.5,92400.01,92481.17,379.19725348]"
        );
}
