using BtcTracker.Market;
using BtcTracker.Market.Files.Trades;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Tests.Unit.Files;

/// <summary>Lists of trades as exchanges give them to their customers. The columns are theirs; the rows are made up.</summary>
[Trait("Level", "Unit")]
public sealed class TradeFileTests
{
    private const string CoinbaseNow = """

        Transactions
        User,Ana Ejemplo,5f0c
        ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes
        1,2024-01-31 23:59:59 UTC,Buy,BTC,0.01,USD,$43000.00,$430.00,"$1,436.45",$6.45,"Bought 0.01 BTC, for 436.45 USD"
        2,2024-02-01 00:00:00 UTC,Advanced Trade Buy,BTC,0.02,USD,$43000.00,$860.00,$861.00,$1.00,
        3,2024-02-01 00:00:00 UTC,Sell,BTC,-0.02,USD,$43000.00,$860.00,$859.00,$1.00,
        4,2024-02-01 00:00:00 UTC,Buy,ETH,1,USD,$2000.00,$2000.00,$2001.00,$1.00,
        5,2024-02-01 00:00:00 UTC,Buy,BTC,1,EUR,€2000.00,€2000.00,€2001.00,€1.00,
        6,2024-02-01 00:00:00 UTC,Receive,BTC,1,USD,$43000.00,,,,
        7,yesterday,Buy,BTC,1,USD,$43000.00,$1.00,$1.00,,
        """;

    private const string CoinbaseBefore = """
        Timestamp,Transaction Type,Asset,Quantity Transacted,Spot Price Currency,Spot Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes
        2021-05-06T07:08:09Z,Buy,BTC,0.01,USD,55000.00,550.00,556.45,6.45,Bought
        """;

    private const string CoinbaseFills = """
        portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit
        default,1,BTC-USD,BUY,2021-02-03T04:05:06.789Z,0.01000000,BTC,35000.00,1.75,-351.75,USD
        default,2,BTC-USD,SELL,2021-02-03T04:05:06.789Z,0.01000000,BTC,35000.00,1.75,348.25,USD
        """;

    private const string KrakenTrades = """
        "txid","ordertxid","pair","time","type","ordertype","price","cost","fee","vol","margin","misc","ledgers"
        "T1","O1","XXBTZUSD","2017-07-01 12:34:56.1234","buy","limit",2500.00000,25.00000,0.06500,0.01000000,0.00000,"","L1,L2"
        "T2","O2","BTC/USD","2024-07-01 12:34:56","buy","market",60000.0,600.0,,0.0100000000,0.0,"","L3,L4"
        "T3","O3","XBTUSDT","2024-07-01 12:34:56","buy","market",60000.0,600.0,1.0,0.01,0.0,"","L5,L6"
        "T4","O4","XXBTZEUR","2024-07-01 12:34:56","buy","market",60000.0,600.0,1.0,0.01,0.0,"","L5,L6"
        "T5","O5","XETHZUSD","2024-07-01 12:34:56","buy","market",3000.0,600.0,1.0,0.2,0.0,"","L5,L6"
        "T6","O6","XXBTZUSD","2024-07-01 12:34:56","sell","market",60000.0,600.0,1.0,0.01,0.0,"","L5,L6"
        """;

    private const string BitstampNow = """
        ID,Account,Type,Subtype,Datetime,Amount,Amount currency,Value,Value currency,Rate,Rate currency,Fee,Fee currency,Order ID
        1,Main Account,Market,Buy,2023-08-01T12:34:56Z,0.01000000,BTC,290.00,USD,29000.00,USD,0.87,USD,2
        2,Main Account,Deposit,,2023-08-01T12:34:56Z,1000.00,USD,,,,,,,
        """;

    private const string BitstampBefore = """
        Type,Datetime,Account,Amount,Value,Rate,Fee,Sub Type
        Market,"Jan. 05, 2018, 01:23 PM",Main Account,0.01000000 BTC,150.00 USD,15000.00 USD,0.38 USD,Buy
        Market,"May 05, 2018, 01:23 AM",Main Account,0.01000000 BTC,90.00 EUR,9000.00 EUR,0.38 EUR,Buy
        Market,"Jan. 06, 2018, 01:23 PM",Main Account,0.01000000 BTC,150.00 USD,15000.00 USD,0.38 USD,Sell
        """;

    [Theory]
    [InlineData(CoinbaseNow, "Coinbase", "2024-01-31 0.01 1436.45|2024-02-01 0.02 861.00", 5)]
    [InlineData(CoinbaseBefore, "Coinbase", "2021-05-06 0.01 556.45", 0)]
    [InlineData(CoinbaseFills, "Coinbase", "2021-02-03 0.01000000 351.75", 1)]
    [InlineData(KrakenTrades, "Kraken", "2017-07-01 0.01000000 25.06500|2024-07-01 0.01000000 600.0", 4)]
    [InlineData(BitstampNow, "Bitstamp", "2023-08-01 0.01000000 290.87", 1)]
    [InlineData(BitstampBefore, "Bitstamp", "2018-01-05 0.01000000 150.38", 2)]
    public void Of_an_exchanges_file_its_buys_of_bitcoin_for_dollars_are_taken_with_their_fees(
        string text,
        string vendor,
        string bought,
        int leftOut
    )
    {
        var file = Read(text);

        Assert.Equal(vendor, file.Vendor);
        Assert.Equal(
            bought,
            string.Join(
                '|',
                file.Rows.Select(row => row.Purchase)
                    .OfType<NewPurchase>()
                    .Select(purchase => FormattableString.Invariant($"{purchase.Day:yyyy-MM-dd} {purchase.Amount} {purchase.Paid}"))
            )
        );
        Assert.All(file.Rows.Select(row => row.Purchase).OfType<NewPurchase>(), purchase => Assert.Equal(vendor, purchase.Place));
        Assert.Equal(leftOut, file.Rows.Count(row => row.LeftOut is not null));
        Assert.All(file.Rows, row => Assert.NotEqual(row.Purchase is null, row.LeftOut is null));
    }

    [Fact]
    public void What_is_left_out_is_reported_with_its_line_and_the_reason() =>
        Assert.Equal(
            [
                "7: 'Sell' is not a buy",
                "8: ETH is not bitcoin",
                "9: paid in EUR, not in US dollars",
                "10: 'Receive' is not a buy",
                "11: the timestamp 'yesterday' is not a time",
            ],
            Read(CoinbaseNow).Rows.Where(row => row.LeftOut is not null).Select(row => $"{row.Line}: {row.LeftOut}")
        );

    [Fact]
    public void Own_purchases_are_read_as_they_were_written()
    {
        NewPurchase[] bought =
        [
            new(new DateOnly(2013, 4, 5), "Café \"Sol\", Madrid", 0.5m, 70m),
            new(new DateOnly(2014, 4, 5), "", 20_999_999.99999999m, 0),
        ];
        using var csv = new StringWriter();
        OwnPurchases.Write(csv, bought);

        Assert.Equal(
            "date,place,amount,paid,currency\r\n2013-04-05,\"Café \"\"Sol\"\", "
                + "Madrid\",0.5,70,USD\r\n2014-04-05,,20999999.99999999,0,USD\r\n",
            csv.ToString()
        );
        Assert.Equal(bought, Read("\uFEFF" + csv).Rows.Select(row => row.Purchase));
    }

    [Theory]
    [InlineData("2013-04-05,x,0.5", "the paid '' is not a number")]
    [InlineData("2013-04-05,x,NaN,1,USD", "the amount 'NaN' is not a number")]
    [InlineData("2013-04-05,x,1e99,1,USD", "the amount '1e99' is not a number")]
    [InlineData("2013-02-30,x,1,1,USD", "the date '2013-02-30' is not a time")]
    [InlineData("2013-04-05,x,1,1,EUR", "paid in EUR, not in US dollars")]
    public void A_row_that_cannot_be_read_is_left_out(string row, string reason) =>
        Assert.Equal(reason, Assert.Single(Read("date,place,amount,paid,currency\n" + row).Rows).LeftOut?.ToString());

    [Fact]
    public void A_row_whose_sum_is_beyond_all_money_is_left_out_and_the_rest_is_read()
    {
        const string Largest = "79228162514264337593543950335";
        var file = Read(
            "txid,ordertxid,pair,time,type,ordertype,price,cost,fee,vol\n"
                + $"1,1,XXBTZUSD,2017-07-01 12:34:56,buy,limit,1,{Largest},{Largest},1\n"
                + "2,2,XXBTZUSD,2017-07-01 12:34:56,buy,limit,2500,25,0.065,0.01\n"
        );

        Assert.Equal($"the cost '{Largest}' is too large", file.Rows[0].LeftOut?.ToString());
        Assert.Equal(25.065m, file.Rows[1].Purchase?.Paid);
    }

    [Theory]
    [InlineData("", "is not recognized")]
    [InlineData("a,b\n1,2", "is not recognized")]
    [InlineData("\"open", "Line 1 cannot be read")]
    public void A_file_that_is_not_known_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<ReasonException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_of_too_many_rows_is_refused() =>
        Assert.Contains(
            "more than 20000 rows",
            Assert
                .Throws<ReasonException>(() =>
                    Read(
                        "date,place,amount,paid,currency\n"
                            + string.Concat(Enumerable.Repeat("2013-04-05,,1,1,USD\n", TradeFile.MostRows + 1))
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    private static TradeFile Read(string text)
    {
        using var reader = new StringReader(text);
        return TradeFile.Read(reader);
    }
}
