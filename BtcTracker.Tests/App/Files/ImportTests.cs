using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

[Trait("Level", "App")]
public sealed class ImportTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>
{
    private const string Header = "time,open,high,low,close,volume";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Slow]
    [Theory]
    [MemberData(nameof(PriceFiles.SlowSets), MemberType = typeof(PriceFiles))]
    public async Task A_second_import_of_the_daily_file_changes_nothing_and_says_so(string prices)
    {
        using var store = fixture.NewStore();
        var daily = PriceFiles.Days(prices);

        var first = await fixture.RunAsync(store, "import", daily, "--interval", "1d");
        var second = await fixture.RunAsync(store, "import", daily, "--interval", "1d");

        Assert.Equal(new CommandEnd(0, $"{daily}: 5,871 rows read, 5,871 stored, 0 unchanged.", first.Errors), first);
        Assert.Equal(new CommandEnd(0, $"{daily}: 5,871 rows read, 0 stored, 5,871 unchanged.", second.Errors), second);
        var days = await FileCommandFixture.CandlesAsync(store, Interval.OneDay);
        Assert.Equal(5_871, days.Count);
        var rows = (await File.ReadAllLinesAsync(daily, Token)).Skip(1).Select(row => row.Split(',')).ToList();
        Assert.Equal(("2010-07-17", rows[0][7]), (DateOf(days[0]), days[0].Source));
        Assert.Equal(
            ("2026-08-12", decimal.Parse(rows[^1][5], CultureInfo.InvariantCulture), "BTC"),
            (DateOf(days[^1]), days[^1].Volume, days[^1].VolumeUnit)
        );
        if (prices == PriceFiles.Real)
        {
            Assert.Equal(("kaggle-svaningelgem-via-Mateusz167", 6570.08215862m), (days[0].Source, days[^1].Volume));
        }
    }

    [Fact]
    public async Task Hours_are_not_taken_for_five_minutes()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write([Header, .. Hours(600)]);

        var end = await fixture.RunAsync(store, "import", file, "--interval", "5m");

        Assert.Equal(
            (1, $"{file}: the rows are 1h apart, so they are not 5m candles. Import them with --interval 1h. Nothing is imported."),
            (end.ExitCode, end.LastError)
        );
        Assert.Empty(await FileCommandFixture.CandlesAsync(store, Interval.FiveMinutes));
    }

    [Fact]
    public async Task Own_candles_of_readings_that_are_hours_apart_come_back_as_they_were_exported()
    {
        using var store = fixture.NewStore();
        var own = Hours(24).Select(hour => $"{hour},5m,{(int)CandleRank.Own}");

        var end = await fixture.RunAsync(store, "import", fixture.Write([$"{Header},interval,rank", .. own]), "--interval", "5m");

        Assert.Contains("24 rows read, 24 stored", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_was_killed_goes_on_from_there()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write([Header, .. Hours(6_000)]);
        await using (var killed = fixture.Start(store, ["import", file, "--interval", "1h"]))
        {
            await Eventually.GetAsync(() => FileCommandFixture.CandlesAsync(store, Interval.OneHour), hours => hours.Count > 0, Token);
            await killed.KillAsync();
        }

        var before = (await FileCommandFixture.CandlesAsync(store, Interval.OneHour)).Count;
        var end = await fixture.RunAsync(store, "import", file, "--interval", "1h");

        Assert.Equal(Summary(file, read: 6_000, stored: 6_000 - before, unchanged: before), end.Output);
        Assert.Equal(6_000, (await FileCommandFixture.CandlesAsync(store, Interval.OneHour)).Count);
    }

    [Fact]
    public async Task An_import_that_is_stopped_says_what_is_kept_and_how_to_resume()
    {
        using var store = fixture.NewStore();
        var import = fixture.Start(store, ["import", fixture.Write([Header, .. Hours(20_000)]), "--interval", "1h", "--force"]);
        await Eventually.GetAsync(() => FileCommandFixture.CandlesAsync(store, Interval.OneHour), hours => hours.Count > 0, Token);

        await ProcessTree.SignalAsync(import.Id, "TERM");
        var end = await FileCommandFixture.EndOfAsync(import);

        Assert.Equal(130, end.ExitCode);
        Assert.Contains("Stopped. What came before is kept:", end.Errors, StringComparison.Ordinal);
        Assert.Contains("Run the same command again to resume", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_row_is_found_before_the_first_is_stored()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write([Header, .. Hours(700), "soon,1,1,1,1,1", .. Hours(710).Skip(700)]);

        var end = await fixture.RunAsync(store, "import", file, "--interval", "1h");

        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.Contains($"{file}, line 702: time 'soon' is not a time", end.LastError, StringComparison.Ordinal);
        Assert.EndsWith("Nothing is imported.", end.Errors, StringComparison.Ordinal);
        Assert.Empty(await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
    }

    [Fact]
    public async Task An_imported_candle_takes_the_place_of_every_other_and_is_replaced_by_none()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write(Header, "2024-01-01,64001,64001,64001,64001,1");
        await store.Writer.TryPutCandleAsync(Samples.Candle("2024-01-01T00:00:00Z", rank: CandleRank.Exchange), Token);

        await fixture.RunAsync(store, "import", file, "--interval", "1h");
        await store.Writer.TryPutCandleAsync(Samples.Candle("2024-01-01T00:00:00Z", rank: CandleRank.Exchange), Token);

        var candle = Assert.Single(await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
        Assert.Equal((64_001m, CandleRank.Import, $"import:{Path.GetFileName(file)}"), (candle.Close, candle.Rank, candle.Source));
    }

    [Fact]
    public async Task A_candle_that_is_worth_less_than_the_stored_one_is_left_out()
    {
        using var store = fixture.NewStore();
        await store.Writer.TryPutCandleAsync(Samples.Candle("2024-01-01T00:00:00Z", rank: CandleRank.Exchange), Token);

        var end = await fixture.RunAsync(
            store,
            "import",
            fixture.Write($"{Header},rank", "2024-01-01,64001,64001,64001,64001,1,1"),
            "--interval",
            "1h"
        );

        Assert.Contains(
            "1 row read, 0 stored, 0 unchanged, 1 skipped (the store has something better",
            end.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_candle_that_is_not_over_is_left_out()
    {
        using var store = fixture.NewStore();
        var today = Interval.OneDay.OpenTimeOf(TimeProvider.System.GetUtcNow());

        var end = await fixture.RunAsync(store, "import", fixture.Write(Header, $"{today:yyyy-MM-dd},1,1,1,1,1"), "--interval", "1d");

        Assert.Contains(
            "1 row read, 0 stored, 0 unchanged, 1 skipped (the candle is not closed yet)",
            end.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_own_candle_that_is_not_over_is_taken_because_it_goes_on_growing()
    {
        using var store = fixture.NewStore();
        var today = Interval.OneDay.OpenTimeOf(TimeProvider.System.GetUtcNow());

        await fixture.RunAsync(
            store,
            "import",
            fixture.Write($"{Header},rank", $"{today:yyyy-MM-dd},1,1,1,1,,{(int)CandleRank.Own}"),
            "--interval",
            "1d"
        );

        var own = Assert.Single(await FileCommandFixture.CandlesAsync(store, Interval.OneDay));
        Assert.Equal((today, CandleRank.Own), (own.OpenTime, own.Rank));
    }

    [Fact]
    public async Task Quotes_that_were_stored_by_an_import_that_was_killed_get_their_candles_from_the_next()
    {
        using var store = fixture.NewStore();
        await store.Writer.TryPutQuoteAsync(Samples.Quote("2024-01-01T00:05:00Z", 64_000m), Token);
        var file = fixture.Write("slot,as_of,source,price", "2024-01-01T00:05:00Z,2024-01-01T00:05:00Z,coinbase,64000");

        var end = await fixture.RunAsync(store, "import", file, "--yes");

        Assert.Contains("0 stored, 1 unchanged", end.Output, StringComparison.Ordinal);
        Assert.Equal(64_000m, Assert.Single(await FileCommandFixture.CandlesAsync(store, Interval.OneHour)).Close);
    }

    [Theory]
    [InlineData("2100-01-01,1,1,1,1,1,x", "line 2: 2100-01-01 00:00:00Z is in the future. Nothing is imported.")]
    [InlineData(
        "2024-01-01,1,1,1,1,1,demo:coinbase",
        "the source 'demo:coinbase' is a simulated or replayed market, whose prices are never stored with real ones"
    )]
    [InlineData("2024-01-01,1,1,1,1,1,coinbase+replay:coinbase", "whose prices are never stored with real ones")]
    public async Task What_can_be_no_real_price_is_refused(string row, string reason)
    {
        using var store = fixture.NewStore();

        var end = await fixture.RunAsync(store, "import", fixture.Write($"{Header},source", row), "--interval", "1d");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(reason, end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_of_a_time_to_come_is_refused_be_it_by_its_slot_or_by_its_sources_time()
    {
        using var store = fixture.NewStore();
        foreach (var row in new[] { "2100-01-01,2024-01-01,coinbase,1", "2024-01-01,2100-01-01,coinbase,1" })
        {
            var end = await fixture.RunAsync(store, "import", fixture.Write("slot,as_of,source,price", row), "--yes");

            Assert.Equal(1, end.ExitCode);
            Assert.EndsWith("line 2: 2100-01-01 00:00:00Z is in the future. Nothing is imported.", end.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_imported_into_a_simulated_markets_table()
    {
        using var store = fixture.NewStore();

        var end = await FileCommandFixture.EndOfAsync(
            fixture.Start(store, ["import", fixture.Write(Header), "--interval", "1d"], ("Market__Mode", "demo"))
        );

        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith("Files are imported into the real market's table only", end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The interval '2h' is not valid. Use one of 5m, 1h, 1d.", "import", "prices.csv", "--interval", "2h")]
    [InlineData("Candles of 4h are not stored but rolled up from 1h when read", "import", "prices.csv", "--interval", "4h")]
    [InlineData("prices.csv does not exist. Nothing is imported.", "import", "prices.csv", "--interval", "1d")]
    [InlineData("is a folder. Name a file. Nothing is imported.", "import", ".", "--interval", "1d")]
    [InlineData("Required argument missing", "import")]
    [InlineData("'soon' is not a time", "export", "quotes", "--from", "soon")]
    [InlineData("--from must be before --to.", "export", "quotes", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("--interval is for candles only.", "export", "quotes", "--interval", "1d")]
    [InlineData("is a folder. Name a file. Nothing is exported.", "export", "quotes", "--output", ".")]
    [InlineData("'prices'", "export", "prices")]
    [InlineData("'prices'", "export", "prices", "--interval", "1d", "--from", "soon", "--to", "2026-01-01")]
    [InlineData("'imprt'", "imprt", "prices.csv")]
    public async Task A_wrong_command_gets_one_message_and_exit_code_1(string message, params string[] arguments)
    {
        using var store = fixture.NewStore();

        var end = await fixture.RunAsync(store, arguments);

        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.Contains(message, end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', end.Errors);
    }

    private static string Summary(string file, int read, int stored, int unchanged) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}: {read:N0} rows read, {stored:N0} stored, {unchanged:N0} unchanged.");

    private static string DateOf(Candle day) => day.OpenTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Hours(int count) =>
        Enumerable
            .Range(0, count)
            .Select(hour => $"{Samples.At("2020-01-01").AddHours(hour).ToUnixTimeSeconds()},7200.5,7300,7100.25,7200,{hour}");
}
