using System.Globalization;
using System.IO.Compression;
using System.Text;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Files;

[Trait("Level", "Unit")]
public sealed class DownloadTests : IDisposable
{
    private const string Columns = "candles by their columns' names";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("01-kaggle-1min/bitstampUSD_1-min_old.csv", "Kaggle minutes", "1m", 2, "2011-12-31T07:52:00Z", "4.39", "BTC")]
    [InlineData("01-kaggle-1min/btcusd_1-min_new.csv", "Kaggle minutes", "1m", 30, "2024-01-01T00:00:00Z", "42305.0", "BTC")]
    [InlineData("02-cryptodatadownload/Bitstamp_BTCUSD_d.csv", "CryptoDataDownload", "1d", 20, "2024-01-20T00:00:00Z", "37442.87", "BTC")]
    [InlineData("02-cryptodatadownload/coinbase-1h-old.csv", "CryptoDataDownload", "1h", 2, "2019-10-17T09:00:00Z", "8035.88", "BTC")]
    [InlineData("02-cryptodatadownload/gemini-old.csv", "Gemini", "1d", 20, "2024-01-01T00:00:00Z", "41556.06", "BTC")]
    [InlineData("02-cryptodatadownload/no-url-line.csv", "CryptoDataDownload", "1d", 20, "2024-01-20T00:00:00Z", "37442.87", "BTC")]
    [InlineData("02-cryptodatadownload/no-url-oldest-first.csv", "CryptoDataDownload", "1d", 20, "2024-01-01T00:00:00Z", "41556.06", "BTC")]
    [InlineData("03-yahoo/BTC-USD-classic.csv", "Yahoo Finance", "1d", 19, "2024-01-01T00:00:00Z", "41556.06", "USD")]
    [InlineData("03-yahoo/BTC-USD-nonull.csv", "Yahoo Finance", "1d", 20, "2024-01-01T00:00:00Z", "41556.06", "USD")]
    [InlineData("03-yahoo/yfinance-history.csv", "yfinance", "1d", 20, "2024-01-01T00:00:00Z", "41556.06", "USD")]
    [InlineData("03-yahoo/yfinance-hourly.csv", "yfinance", "1h", 20, "2024-01-01T00:00:00Z", "41556.06", "USD")]
    [InlineData("03-yahoo/yfinance-multiindex.csv", "yfinance, three header lines", "1d", 20, "2024-01-01T00:00:00Z", "41556.06", "USD")]
    [InlineData("04-kraken-ohlcvt/XBTUSD_1440.csv", "Kraken OHLCVT", "1d", 4, "2013-10-06T00:00:00Z", "122.0", "BTC")]
    [InlineData("04-kraken-ohlcvt/XBTUSD_60.csv", "Kraken OHLCVT", "1h", 4, "2024-01-01T01:00:00Z", "42452.2", "BTC")]
    [InlineData("06-coinmarketcap/Bitcoin_historical_data.csv", "CoinMarketCap", "1d", 20, "2024-01-20T00:00:00Z", "37442.87", "USD")]
    [InlineData("09-excel/semicolon-comma.csv", Columns, "1d", 2, "2024-01-01T00:00:00Z", "44180.00", "BTC")]
    [InlineData("09-excel/sep-line.csv", Columns, "1d", 1, "2024-01-01T00:00:00Z", "44180", "BTC")]
    [InlineData("09-excel/serial-dates.csv", Columns, "1d", 2, "2024-01-01T00:00:00Z", "44180", "BTC")]
    [InlineData("09-excel/trailing-empty-columns.csv", Columns, "1d", 2, "2024-01-01T00:00:00Z", "44180", "BTC")]
    [InlineData("09-excel/utf16-csv.csv", Columns, "1d", 1, "2024-01-01T00:00:00Z", "44180", "BTC")]
    [InlineData("16-rows/blank-cells.csv", Columns, "1d", 2, "2024-01-01T00:00:00Z", "44180", "BTC")]
    [InlineData("16-rows/close-only-as-price.csv", Columns, "1d", 2, "2024-01-01T00:00:00Z", "42265.18", null)]
    [InlineData("16-rows/cr-only.csv", Columns, "1d", 2, "2024-01-01T00:00:00Z", "44180", "BTC")]
    [InlineData("16-rows/date-and-time-columns.csv", "MetaTrader", null, 1, "2024-01-01T00:00:00Z", "44180", null)]
    [InlineData("16-rows/rounded-high.csv", Columns, "1d", 3, "2018-05-28T00:00:00Z", "7135.99", "BTC")]
    [InlineData("16-rows/zero-row.csv", Columns, "1d", 2, "2010-07-17T00:00:00Z", "0.05", "BTC")]
    [InlineData("18-coinbase-bitstamp/bitstamp-api.json", "Bitstamp's API", null, 1, "2024-01-01T00:00:00Z", "44180", "BTC")]
    [InlineData("18-coinbase-bitstamp/bitstamp-timestamp.csv", "Bitstamp", "1d", 4, "2024-01-01T00:00:00Z", "44180", "BTC")]
    [InlineData("18-coinbase-bitstamp/coinbase-newest-first.csv", "Coinbase", "1d", 4, "2024-01-04T00:00:00Z", "44183", "BTC")]
    [InlineData("18-coinbase-bitstamp/coinbase-oldest-first.csv", "Coinbase", "1d", 4, "2024-01-01T00:00:00Z", "44180", "BTC")]
    public void A_download_is_read_as_it_comes(
        string name,
        string shape,
        string? interval,
        int rows,
        string first,
        string close,
        string? unit
    )
    {
        using var file = PriceFile.Open(Downloads.PathOf(name));

        var candles = Read(file);

        Assert.StartsWith(shape, file.Shape, StringComparison.Ordinal);
        Assert.Equal(interval, file.Spacing.Distance is { } distance ? Interval.Of(distance).Code : null);
        Assert.Equal(
            (rows, Samples.At(first), decimal.Parse(close, CultureInfo.InvariantCulture), unit),
            (candles.Count, candles[0].OpenTime, candles[0].Close, candles[0].VolumeUnit)
        );
    }

    [Theory]
    [InlineData(
        "CoinGecko",
        "1d",
        "snapped_at,price,market_cap,total_volume\n2024-01-01 00:00:00 UTC,44180,1,2\n2024-01-02 00:00:00 UTC,44181,1,2\n"
    )]
    [InlineData(
        "blockchain.com",
        "1d",
        "Timestamp,market-price\n2009-01-03 00:00:00,0.0\n2024-01-01 00:00:00,44180\n2024-01-02 00:00:00,44181\n2024-01-03 00:00:00,44181\n"
    )]
    [InlineData(
        "Investing.com",
        "1d",
        "\uFEFF\"Date\",\"Price\",\"Open\",\"High\",\"Low\",\"Vol.\",\"Change "
            + "%\"\n\"01/01/2024\",\"44,180.0\",\"42,288.6\",\"44,220.8\",\"42,180.8\",\"8.53K\",\"1%\"\n"
    )]
    [InlineData(
        "Binance",
        "1h",
        "1704067200000,42288,44220,42180,44180,8,1704070799999,1,2,3,4,0\n1704070800000,42288,44220,42180,44180,8,1704074399999,1,2,3,4,0\n"
    )]
    [InlineData(
        "Binance",
        "1h",
        "1704067200000000,42288,44220,42180,44180,8,1704070799999999,1,2,3,4,0\n1704070800000000,42288,44220,42180,44180,8,"
            + "1704074399999999,1,2,3,4,0\n"
    )]
    [InlineData(
        "TradingView",
        "1h",
        "time,open,high,low,close,Volume,Volume MA\n1704067200,42288,44220,42180,44180,8,NaN\n1704070800,42288,44220,42180,44180,8,NaN\n"
    )]
    [InlineData("MetaTrader 4", "1h", "2024.01.01,00:00,42288,44220,42180,44180,8\n2024.01.01,01:00,42288,44220,42180,44180,8\n")]
    public void Other_vendors_are_recognised_too(string shape, string interval, string content)
    {
        var path = Write("prices.csv", content);
        using var file = PriceFile.Open(path, new PriceFileOptions(Quote: "USDT"));

        var first = Read(file)[0];

        Assert.StartsWith($"{shape}:", file.Shape, StringComparison.Ordinal);
        Assert.Equal(
            (Interval.Of(file.Spacing.Distance!.Value).Code, 44_180m, Samples.At("2024-01-01")),
            (interval, first.Close, first.OpenTime)
        );
    }

    [Fact]
    public void Volume_in_thousands_and_thousands_in_prices_are_numbers()
    {
        using var file = PriceFile.Open(
            Write("prices.csv", "Date,Price,Open,High,Low,Vol.\n01/01/2024,\"44,180.0\",\"42,288.6\",\"44,220.8\",\"42,180.8\",8.53K\n")
        );

        var day = Assert.Single(Read(file));

        Assert.Equal((8_530m, "BTC", 44_220.8m), (day.Volume, day.VolumeUnit, day.High));
    }

    [Fact]
    public void One_price_a_time_gives_way_to_every_candle()
    {
        using var file = PriceFile.Open(Downloads.PathOf("16-rows/close-only-as-price.csv"));

        Assert.All(Read(file), day => Assert.Equal((CandleRank.OnePrice, 1), (day.Rank, day.N)));
    }

    [Theory]
    [InlineData("07-other-coin/BTC-EUR.csv", "the file's name says EUR")]
    [InlineData("07-other-coin/Bitstamp_ETHUSD_d.csv", "the file's name says ETHUSD")]
    [InlineData("07-other-coin/mixed.csv", "line 2: symbol 'ETHUSDT' is not Bitcoin in US dollars")]
    public void A_file_of_another_market_is_refused(string name, string reason) => Refused(Downloads.PathOf(name), reason);

    [Theory]
    [InlineData(
        "date,pair,open,high,low,close\n2024-01-01,BTC-USD,1,1,1,1\n2024-01-02,BTC-EUR,1,1,1,1\n",
        "line 3: pair 'BTC-EUR' is not Bitcoin in US dollars"
    )]
    [InlineData("date,currency,open,high,low,close\n2024-01-01,EUR,1,1,1,1\n", "line 2: currency 'EUR' is not")]
    [InlineData("date,symbol,open,high,low,close\n2024-01-01,BTCUSDT,1,1,1,1\n", "add --quote usdt to accept it as USD")]
    [InlineData("date,open,high,low,close,Volume ETH\n2024-01-01,1,1,1,1,1\n", "the column 'volume eth' is not of Bitcoin")]
    [InlineData(
        "Price,Close,High,Low,Open,Volume\nTicker,ETH-USD,ETH-USD,ETH-USD,ETH-USD,ETH-USD\nDate,,,,,\n2024-01-01,1,1,1,1,1\n",
        "the header names 'ETH-USD'"
    )]
    [InlineData("1704067200000,42288,44220,42180,44180,8,1704070799999,1,2,3,4,0\n", "prices are in USDT")]
    [InlineData("{\"data\": {\"pair\": \"ETH/USD\", \"ohlc\": []}}", "pair 'ETH/USD' is not Bitcoin in US dollars")]
    public void What_names_another_market_is_refused_wherever_it_is(string content, string reason) =>
        Refused(Write("prices.csv", content), reason);

    [Theory]
    [InlineData("BITSTAMP:BTCUSD")]
    [InlineData("BTC/USD")]
    [InlineData("XXBTZUSD")]
    [InlineData("Bitcoin")]
    [InlineData("btc")]
    public void Every_name_of_Bitcoin_in_dollars_is_accepted(string name)
    {
        using var file = PriceFile.Open(Write("prices.csv", $"date,symbol,open,high,low,close\n2024-01-01,{name},1,1,1,1\n"));

        Assert.Single(Read(file));
    }

    [Theory]
    [InlineData("03-yahoo/BTC-USD-classic.csv", "1 row without a price (the first is line 7) skipped")]
    [InlineData("16-rows/zero-row.csv", "1 row whose price is zero (the first is line 3) skipped")]
    [InlineData("16-rows/rounded-high.csv", "1 row whose high or low was widened")]
    public void What_is_skipped_or_mended_is_named_and_strictly_an_error(string name, string words)
    {
        using var file = PriceFile.Open(Downloads.PathOf(name));
        Read(file);
        Assert.Contains(file.Skipped.Descriptions, skipped => skipped.StartsWith(words, StringComparison.Ordinal));

        using var strict = PriceFile.Open(Downloads.PathOf(name), new PriceFileOptions(Strict: true));
        Assert.Contains("--strict", Assert.Throws<FormatException>(() => Read(strict)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_row_is_skipped()
    {
        using var file = PriceFile.Open(
            Write("prices.csv", "date,open,high,low,close\n2024-01-01,1,1,1,1\n2024-01-01,1,1,1,1\n2024-01-02,1,1,1,1\n")
        );

        Assert.Equal(2, Read(file).Count);
        Assert.Equal("1 row listed twice (the first is line 3) skipped", Assert.Single(file.Skipped.Descriptions));
    }

    [Fact]
    public void Days_of_another_zone_are_refused() =>
        Refused(
            Downloads.PathOf("16-rows/local-midnight-dst.csv"),
            "2024-03-29 23:00:00Z is not the start of a day, which starts at 00:00 UTC"
        );

    [Fact]
    public void An_archive_is_read_as_what_is_in_it()
    {
        using var zipped = PriceFile.Open(Zip("one.zip", "XBTUSD_1440.csv"));
        using var packed = PriceFile.Open(Gzip(File.ReadAllBytes(Downloads.PathOf("04-kraken-ohlcvt/XBTUSD_1440.csv"))));

        Assert.Equal((4, 4), (Read(zipped).Count, Read(packed).Count));
    }

    [Fact]
    public void An_archive_of_two_files_or_with_a_path_that_climbs_is_refused()
    {
        Refused(Zip("two.zip", "a.csv", "b.csv"), "more than one file");
        Refused(Zip("climbs.zip", "../a.csv"), "has a path outside the archive");
    }

    [Fact]
    public void An_archive_that_is_cut_short_is_refused()
    {
        var rows = string.Concat(
            Enumerable
                .Range(0, 20_000)
                .Select(row => $"{1_704_067_200 + (row * 3_600)},{40_000 + (row * 7_919 % 997)},50000,30000,40000,{row}\n")
        );
        var whole = Gzip(Encoding.UTF8.GetBytes($"time,open,high,low,close,volume\n{rows}"));
        var cut = _folder.PathOf("cut.csv.gz");
        File.WriteAllBytes(cut, File.ReadAllBytes(whole)[..^5_000]);

        Refused(cut, "cut short or broken");
    }

    [TakesSeconds]
    [Fact]
    public void An_archive_that_unpacks_to_a_thousand_times_its_size_is_refused() =>
        Refused(
            Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"1704067200,1,1,1,1,1,1{new string(' ', 5_000)}\n", 10_000)))),
            "too large for a file of prices"
        );

    private static List<Candle> Read(PriceFile file) =>
        [.. file.ReadCandles(new CandleDefaults(Interval.Of(file.Spacing.Distance ?? TimeSpan.FromDays(1)), "import:file"))];

    private static void Refused(string path, string reason)
    {
        var message = Assert
            .Throws<FormatException>(() =>
            {
                using var file = PriceFile.Open(path);
                Read(file);
            })
            .Message;

        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        var path = _folder.PathOf(name);
        File.WriteAllText(path, content);
        return path;
    }

    private string Zip(string name, params string[] entries)
    {
        var path = _folder.PathOf(name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var entry in entries)
        {
            archive.CreateEntryFromFile(Downloads.PathOf("04-kraken-ohlcvt/XBTUSD_1440.csv"), entry);
        }

        return path;
    }

    private string Gzip(byte[] content)
    {
        var path = _folder.PathOf("prices.csv.gz");
        using var packed = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        packed.Write(content);
        return path;
    }
}
