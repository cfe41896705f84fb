using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Unit.Files;

/// <summary>Shapes beyond those of the first downloads, each as its vendor documents it.</summary>
[Trait("Level", "Unit")]
public sealed class MoreDownloadTests : IDisposable
{
    private const string Columns = "candles by their columns' names:";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "Binance's API",
        "[[1704067200000,\"42288\",\"44220\",\"42180\",\"44180\",\"8.5\",1704153599999,\"1\",2,\"3\",\"4\",\"0\"],[1704153600000,"
            + "\"1\",\"1\",\"1\",\"1\",\"1\",1704239999999,\"1\",2,\"3\",\"4\",\"0\"]]"
    )]
    [InlineData("Coinbase Exchange's API", "[[1704153600,1,1,1,1,1],[1704067200,42180,44220,42288,44180,8.5]]")]
    [InlineData(
        "Coinbase's API",
        "{\"candles\":[{\"start\":\"1704153600\",\"low\":\"1\",\"high\":\"1\",\"open\":\"1\",\"close\":\"1\",\"volume\":\"1\"},"
            + "{\"start\":\"1704067200\",\"low\":\"42180\",\"high\":\"44220\",\"open\":\"42288\",\"close\":\"44180\","
            + "\"volume\":\"8.5\"}]}"
    )]
    [InlineData("Bitfinex's API", "[[1704067200000,42288,44180,44220,42180,8.5],[1704153600000,1,1,1,1,1]]")]
    [InlineData(
        "Kraken's API",
        "{\"error\":[],\"result\":{\"XXBTZUSD\":[[1704067200,\"42288\",\"44220\",\"42180\",\"44180\",\"43023\",\"8.5\",27361],"
            + "[1704153600,\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",1]],\"last\":1704153600}}"
    )]
    [InlineData(
        "Bitstamp's API",
        "\n{\"data\": {\"pair\": \"BTC/USD\", \"ohlc\": [{\"timestamp\": \"1704067200\", \"open\": \"42288\", \"high\": \"44220\", "
            + "\"low\": \"42180\", \"close\": \"44180\", \"volume\": \"8.5\"}, {\"timestamp\": \"1704153600\", \"open\": \"1\", "
            + "\"high\": \"1\", \"low\": \"1\", \"close\": \"1\", \"volume\": \"1\"}]}}"
    )]
    [InlineData(Columns, "MTS,OPEN,CLOSE,HIGH,LOW,VOLUME\n1704067200000,42288,44180,44220,42180,8.5\n1704153600000,1,1,1,1,1\n")]
    [InlineData(
        Columns,
        "Start,End,Open,High,Low,Close,Volume,Market "
            + "Cap\n2024-01-02,2024-01-03,1,1,1,1,1,1\n2024-01-01,2024-01-02,42288,44220,42180,44180,8.5,1\n"
    )]
    [InlineData(Columns, "Date\tOpen\tHigh\tLow\tClose\tVolume\n1/1/2024\t42288\t44220\t42180\t44180\t8.5\n1/2/2024\t1\t1\t1\t1\t1\n")]
    [InlineData(
        Columns,
        "Date,Open,High,Low,Close,Volume\n01/01/2024 12:00:00 AM,42288,44220,42180,44180,8.5\n01/02/2024 12:00:00 AM,1,1,1,1,1\n"
    )]
    [InlineData(
        Columns,
        "Date,Open,High,Low,Close,Volume\n01/01/2024,42288,44220,42180,44180,8.5\n02/01/2024,1,1,1,1,1\n03/01/2024,1,1,1,1,1\n"
    )]
    [InlineData(
        Columns,
        "Date,Close/Last,Volume,Open,High,Low\n01/13/2024,1,1,1,1,1\n01/12/2024,1,1,1,1,1\n01/11/2024,1,1,1,1,1\n01/01/2024,44180,"
            + "8.5,42288,44220,42180\n"
    )]
    [InlineData(
        "Investing.com, in German:",
        "\"Datum\",\"Zuletzt\",\"Eröffn.\",\"Hoch\",\"Tief\",\"Vol.\",\"+/- "
            + "%\"\n\"02.01.2024\",\"1,0\",\"1,0\",\"1,0\",\"1,0\",\"1,00K\",\"1,72%\"\n\"01.01.2024\",\"44.180,0\",\"42.288,0\","
            + "\"44.220,0\",\"42.180,0\",\"0,0085K\",\"4,52%\"\n"
    )]
    [InlineData(
        "Investing.com:",
        "\"Date\",\"Price\",\"Open\",\"High\",\"Low\",\"Vol.\"\n\"03/01/2024\",\"1\",\"1\",\"1\",\"1\",\"1\"\n\"02/01/2024\",\"1\","
            + "\"1\",\"1\",\"1\",\"1\"\n\"01/01/2024\",\"44,180.0\",\"42,288.0\",\"44,220.0\",\"42,180.0\",\"0.0085K\"\n"
    )]
    [InlineData(
        Columns,
        "timestamp,datetime,open,high,low,close,volume\n1704067200000,2024-01-01T00:00:00.000Z,42288,44220,42180,44180,8.5\n"
            + "1704153600000,2024-01-02T00:00:00.000Z,1,1,1,1,1\n"
    )]
    public void A_day_is_read_as_its_vendor_means_it(string shape, string content)
    {
        using var file = Open(content);

        var day = Assert.Single(Read(file), day => day.OpenTime == Samples.At("2024-01-01"));

        Assert.StartsWith(shape, file.Shape, StringComparison.Ordinal);
        Assert.Equal((42_288m, 44_220m, 42_180m, 44_180m, 8.5m), (day.Open, day.High, day.Low, day.Close, day.Volume));
        Assert.Equal("BTC", day.VolumeUnit);
        Assert.Equal(TimeSpan.FromDays(1), file.Spacing.Distance);
    }

    [Theory]
    [InlineData(
        "blockchain.com's API",
        "{\"status\":\"ok\",\"unit\":\"USD\",\"values\":[{\"x\":1704067200,\"y\":44180},{\"x\":1704153600,\"y\":1}]}"
    )]
    [InlineData(
        "CoinGecko's API",
        "{\"prices\":[[1704067200000,44180],[1704153600000,1]],\"market_caps\":[[1704067200000,5]],\"total_volumes\":[]}"
    )]
    [InlineData("FRED:", "observation_date,CBBTCUSD\n2024-01-01,44180.00\n2024-01-02,1\n2024-01-03,.\n")]
    public void One_price_a_time_is_read_from_other_vendors_too(string shape, string content)
    {
        using var file = Open(content);

        var days = Read(file);

        Assert.StartsWith(shape, file.Shape, StringComparison.Ordinal);
        Assert.Equal(
            (2, Samples.At("2024-01-01"), 44_180m, CandleRank.OnePrice),
            (days.Count, days[0].OpenTime, days[0].Close, days[0].Rank)
        );
    }

    [Fact]
    public void Hours_that_Excel_counts_as_parts_of_a_day_are_read_with_a_decimal_comma_too()
    {
        using var file = Open("Date;Open;High;Low;Close\n45292;1;1;1;1\n45292,0416666667;1;1;1;1\n45292,0833333333;1;1;1;1\n");

        var hours = file.ReadCandles(new CandleDefaults(Interval.OneHour, "import:file")).Select(hour => hour.OpenTime.Hour);

        Assert.Equal([0, 1, 2], hours);
    }

    [Theory]
    [InlineData(
        "name,age\nx,3\n",
        "line 1: it says 'name,age', where a header was expected",
        "Write a header line before the first row, or rename the columns"
    )]
    [InlineData(
        "date,open,high,low,last price,volume\n2024-01-01,1,1,1,1,1\n",
        "The most similar format is that of",
        "Rename the column that holds it to close"
    )]
    [InlineData("{\"rows\": [{\"a\": 1}]}", "rows is neither text nor a number")]
    [InlineData("[[1,2,3]]", "is not the response of a known API")]
    [InlineData("date,open,high,low,close\n03/04/2024,1,1,1,1\n", "date '03/04/2024' is not a time")]
    [InlineData(
        "date,open,high,low,close,volume\n2024-01-01,1,1,1,1,100000000000000000000\n",
        "line 2: volume 100000000000000000000 is implausibly high"
    )]
    [InlineData(
        "date,open,high,low,close\n2024-01-01,1,1,1,1\n2024-01-01,2,2,2,2\n",
        "line 3: 2024-01-01 00:00:00Z is duplicated with different values: remove the wrong row"
    )]
    [InlineData("PAR1\u0015\u0004\u0015", "the file is a Parquet file, which is not supported")]
    [InlineData("d\0a\0t\0e\0,\0o\0p\0e\0n\0", "the file is UTF-16 without a byte order mark")]
    [InlineData(
        "{\"error\":[],\"result\":{\"XETHZUSD\":[[1704067200,\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",1]]}}",
        "pair 'XETHZUSD' is not Bitcoin in US dollars"
    )]
    [InlineData("[[1704067200000,\"1\",\"1\",\"1\",\"1\",\"1\",1704153599999,\"1\",2,\"3\",\"4\",\"0\"]]", "add --quote usdt", "", "USD")]
    public void What_cannot_be_read_says_what_it_is_and_what_to_change(
        string content,
        string reason,
        string change = "",
        string quote = "USDT"
    )
    {
        var message = Assert
            .Throws<FormatException>(() =>
            {
                using var file = Open(content, quote);
                Read(file);
            })
            .Message;

        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains(change, message, StringComparison.Ordinal);
    }

    private static List<Candle> Read(PriceFile file) => [.. file.ReadCandles(new CandleDefaults(Interval.OneDay, "import:file"))];

    private PriceFile Open(string content, string quote = "USDT")
    {
        var path = _folder.PathOf("prices.csv");
        File.WriteAllText(path, content);
        return PriceFile.Open(path, new PriceFileOptions(Quote: quote));
    }
}
