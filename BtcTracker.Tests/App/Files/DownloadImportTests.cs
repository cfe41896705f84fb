using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Tests.Unit.Files;

namespace BtcTracker.Tests.App.Files;

[Trait("Level", "App")]
[Slow]
public sealed class DownloadImportTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("02-cryptodatadownload/Bitstamp_BTCUSD_d.csv", 20, "BTC")]
    [InlineData("03-yahoo/BTC-USD-classic.csv", 19, "USD")]
    [InlineData("06-coinmarketcap/Bitcoin_historical_data.csv", 20, "USD")]
    [InlineData("09-excel/serial-dates.csv", 2, "BTC")]
    [InlineData("14-volume/trap-usd-volume.csv", 1, "USD")]
    [InlineData("16-rows/rounded-high.csv", 3, "USD")]
    public async Task A_download_of_days_is_imported_without_an_option(string name, int days, string unit)
    {
        using var store = fixture.NewStore();

        var end = await fixture.RunAsync(store, "import", Downloads.PathOf(name));

        Assert.Equal(0, end.ExitCode);
        var stored = await FileCommandFixture.CandlesAsync(store, Interval.OneDay);
        Assert.Equal(days, stored.Count);
        Assert.All(stored, day => Assert.Equal(unit, day.VolumeUnit));
    }

    [Fact]
    public async Task Minutes_are_rolled_up_exactly()
    {
        using var store = fixture.NewStore();
        var minutes = (await File.ReadAllLinesAsync(Downloads.PathOf("01-kaggle-1min/btcusd_1-min_new.csv"), Token))
            .Skip(1)
            .Select(row => row.Split(',').Select(cell => decimal.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)).ToList())
            .ToList();

        await fixture.RunAsync(store, "import", Downloads.PathOf("01-kaggle-1min/btcusd_1-min_new.csv"), "--interval", "5m");

        var expected = minutes
            .Chunk(5)
            .Select(part =>
                (part[0][1], part.Max(row => row[2]), part.Min(row => row[3]), part[^1][4], (decimal?)part.Sum(row => row[5]), part.Length)
            );
        var stored = await FileCommandFixture.CandlesAsync(store, Interval.FiveMinutes);
        Assert.Equal(expected, stored.Select(candle => (candle.Open, candle.High, candle.Low, candle.Close, candle.Volume, candle.N)));
        Assert.Empty(await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
    }

    [Theory]
    [InlineData("07-other-coin/mixed.csv", null, "line 2: symbol 'ETHUSDT' is not Bitcoin in US dollars")]
    [InlineData(
        "15-wrong-interval/15m-as-5m.csv",
        "5m",
        "the rows are 15m apart, so they are not 5m candles. Leave out --interval to roll them up."
    )]
    [InlineData("15-wrong-interval/1m-as-5m.csv", "5m", "the rows are 1m apart, so they are not 5m candles")]
    [InlineData("15-wrong-interval/4h-as-1h.csv", "1h", "the rows are 4h apart, so they are not 1h candles")]
    [InlineData(
        "15-wrong-interval/hours-as-days.csv",
        "1d",
        "the rows are 1h apart, so they are not 1d candles. Import them with --interval 1h."
    )]
    [InlineData("15-wrong-interval/BTC-USD-weekly-yahoo.csv", "1d", "the rows are 1w apart, so they are not 1d candles")]
    [InlineData("15-wrong-interval/BTC-USD-weekly-yahoo.csv", null, "the rows are 1w apart, which is not an interval that can be stored")]
    public async Task What_is_not_what_it_is_taken_for_is_refused_whole(string name, string? interval, string reason)
    {
        using var store = fixture.NewStore();

        var end = await fixture.RunAsync(
            store,
            ["import", Downloads.PathOf(name), .. interval is null ? Array.Empty<string>() : ["--interval", interval]]
        );

        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.Contains(reason, end.LastError, StringComparison.Ordinal);
        foreach (var stored in Interval.Stored)
        {
            Assert.Empty(await FileCommandFixture.CandlesAsync(store, stored));
        }
    }

    [Fact]
    public async Task Prices_that_Bitcoin_never_had_are_refused_unless_forced()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write("date,open,high,low,close", "2024-01-01,2281,2352,2265,2352", "2024-01-02,2352,2431,2341,2355");

        var refused = await fixture.RunAsync(store, "import", file);
        var forced = await fixture.RunAsync(store, "import", file, "--force");

        Assert.Equal((1, 0), (refused.ExitCode, forced.ExitCode));
        Assert.Contains(
            "times what a bitcoin cost at those times: it is not Bitcoin in US dollars",
            refused.LastError,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Prices_that_differ_from_the_stored_ones_by_the_rate_of_the_euro_are_refused()
    {
        using var store = fixture.NewStore();
        await store.Writer.TryPutCandleAsync(Samples.Candle("2024-01-01T00:00:00Z", rank: CandleRank.Exchange), Token);
        var close = Samples.Candle("2024-01-01T00:00:00Z").Close * 0.91m;
        var file = fixture.Write("time,open,high,low,close", FormattableString.Invariant($"1704067200,{close},{close},{close},{close}"));

        var end = await fixture.RunAsync(store, "import", file, "--interval", "1h");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(
            "its closes differ from the stored ones of the same times by 9 % at the median, more than 2 %",
            end.LastError,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_volume_that_could_be_either_is_asked_for()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write("date,open,high,low,close,volume", "2011-06-01,9,9.5,8.5,9,60000", "2011-06-02,9,9.5,8.5,9,60000");

        var asked = await fixture.RunAsync(store, "import", file);
        var specified = await fixture.RunAsync(store, "import", file, "--volume", "btc");

        Assert.Contains("add --volume btc, --volume usd or --volume none", asked.LastError, StringComparison.Ordinal);
        Assert.Equal((1, 0), (asked.ExitCode, specified.ExitCode));
        Assert.All(await FileCommandFixture.CandlesAsync(store, Interval.OneDay), day => Assert.Equal("BTC", day.VolumeUnit));
    }

    [Fact]
    public async Task A_vendors_volume_that_by_its_size_is_of_another_unit_is_asked_for()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write(
            "Datetime,Open,High,Low,Close,Volume",
            "2024-01-01 00:00:00,44000,44000,44000,44000,355.2",
            "2024-01-01 01:00:00,44000,44000,44000,44000,355.2"
        );

        var asked = await fixture.RunAsync(store, "import", file);
        var specified = await fixture.RunAsync(store, "import", file, "--volume", "btc");

        Assert.Contains(
            "the volume of yfinance is in USD, but by its size this one is in BTC: add --volume btc, --volume usd or --volume none.",
            asked.LastError,
            StringComparison.Ordinal
        );
        Assert.Equal((1, 0), (asked.ExitCode, specified.ExitCode));
        Assert.All(
            await FileCommandFixture.CandlesAsync(store, Interval.OneHour),
            hour => Assert.Equal((355.2m, "BTC"), (hour.Volume, hour.VolumeUnit))
        );
    }

    [Fact]
    public async Task More_bitcoins_in_a_day_than_there_are_are_refused()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write([
            "time,open,high,low,close,volume_btc",
            .. Enumerable.Range(0, 24).Select(hour => $"2024-01-01T{hour:00}:00:00Z,44000,44000,44000,44000,900000"),
        ]);

        var end = await fixture.RunAsync(store, "import", file);

        Assert.Contains("a day's volume of 21,600,000 is more than all bitcoins", end.LastError, StringComparison.Ordinal);
        Assert.Empty(await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
    }

    [Fact]
    public async Task A_file_without_a_row_is_an_error()
    {
        using var store = fixture.NewStore();

        var end = await fixture.RunAsync(store, "import", fixture.Write("date,open,high,low,close"), "--interval", "1d");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("there is no row with a price", end.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        using var store = fixture.NewStore();
        var stored = Samples.Candle("2024-01-01T00:00:00Z", rank: CandleRank.Exchange);
        await store.Writer.TryPutCandleAsync(stored, Token);
        var file = fixture.Write(
            "time,open,high,low,close",
            "1704067200,64000,64000,64000,64000",
            "1704070800,64000,64000,64000,64000",
            "1704078000,64000,64000,64000,64000"
        );

        var end = await fixture.RunAsync(store, "import", file, "--interval", "1h", "--dry-run");

        Assert.Equal(0, end.ExitCode);
        Assert.Contains(
            "2024-01-01 00:00:00Z to 2024-01-01 03:00:00Z, 1 candle missing between them.",
            end.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("2 would be stored, 1 replaced, 0 unchanged, 0 skipped because", end.Output, StringComparison.Ordinal);
        Assert.Contains("close 64000 in the file, 64231.5 stored (coinbase), 0.36 % apart.", end.Output, StringComparison.Ordinal);
        Assert.EndsWith("3 rows read, nothing stored.", end.Output, StringComparison.Ordinal);
        Assert.Equal([stored], await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
    }
}
