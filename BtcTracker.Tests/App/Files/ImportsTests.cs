using System.Globalization;
using BtcTracker.Market;
using BtcTracker.Market.Storage.Imported;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Files;

/// <summary>Imports are listed and removed.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class ImportsTests(FileCommandFixture fixture) : IClassFixture<FileCommandFixture>
{
    private const string Header = "time,open,high,low,close,volume";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_import_is_listed_with_its_file_when_rows_span_and_shape()
    {
        using var store = fixture.NewStore();
        Assert.Equal(new CommandEnd(0, "", "There are no imports."), await fixture.RunAsync(store, "imports"));
        var (hours, quotes) = (
            fixture.Write([Header, .. Hours(600)]),
            fixture.Write("slot,as_of,source,price", "2024-01-01T00:05:00Z,2024-01-01T00:05:00Z,coinbase,64000")
        );
        await fixture.RunAsync(store, "import", hours);
        await fixture.RunAsync(store, "import", quotes, "--yes");

        var lines = (await fixture.RunAsync(store, "imports")).Output.Split('\n');

        const string Head = @"^\d{8}-\d{6}-[0-9a-z]{3}  whole  \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ  ";
        Assert.Equal(2, lines.Length);
        Assert.Matches(
            $"{Head}{Path.GetFileName(hours)}: 600 rows, 2020-01-01 00:00:00Z to 2020-01-25 23:00:00Z; 1h candles, read as candles by "
                + "their columns' names: ",
            lines[0]
        );
        Assert.Matches($"{Head}{Path.GetFileName(quotes)}: 1 row, 2024-01-01 00:05:00Z to 2024-01-01 00:05:00Z; quotes$", lines[1]);
    }

    [Fact]
    public async Task An_import_that_is_removed_leaves_what_was_there_and_what_came_since()
    {
        using var store = fixture.NewStore();
        var (before, since) = (Samples.Candle("2020-01-01T00:00Z", close: 64_001m), Samples.Candle("2020-01-01T05:00Z", close: 64_005m));
        await store.Writer.TryPutCandleAsync(before, Token);
        var import = await fixture.RunAsync(store, "import", fixture.Write([Header, .. Hours(600)]), "--force");
        Assert.False(await store.Writer.TryPutCandleAsync(since, Token));
        var id = await SingleIdAsync(store);
        Assert.EndsWith($"To remove it again: imports remove {id}", import.Errors, StringComparison.Ordinal);

        var end = await fixture.RunAsync(store, "imports", "remove", id);

        Assert.Equal((0, 600), (end.ExitCode, int.Parse(end.Output.Split(' ')[^3], CultureInfo.InvariantCulture)));
        Assert.Equal([before, since], await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
        Assert.Equal(new CommandEnd(0, "", "There are no imports."), await fixture.RunAsync(store, "imports"));
    }

    [Fact]
    [Slow]
    public async Task The_same_data_under_another_name_changes_nothing_and_stays_when_the_first_is_removed()
    {
        using var store = fixture.NewStore();
        string[] rows = [Header, .. Hours(30)];
        var (first, second) = (fixture.Write(rows), fixture.Write(rows));
        await fixture.RunAsync(store, "import", first);
        var id = await SingleIdAsync(store);
        var before = await FileCommandFixture.CandlesAsync(store, Interval.OneHour);

        var dryRun = await fixture.RunAsync(store, "import", second, "--dry-run");
        var again = await fixture.RunAsync(store, "import", second);

        Assert.Contains("0 would be stored, 0 replaced, 30 unchanged", dryRun.Output, StringComparison.Ordinal);
        Assert.EndsWith("30 rows read, 0 stored, 30 unchanged.", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, await FileCommandFixture.CandlesAsync(store, Interval.OneHour));

        await fixture.RunAsync(store, "imports", "remove", id);
        Assert.Equal(
            before.Select(hour => hour with { Source = $"import:{Path.GetFileName(second)}" }),
            await FileCommandFixture.CandlesAsync(store, Interval.OneHour)
        );
        await fixture.RunAsync(store, "imports", "remove", await SingleIdAsync(store));
        Assert.Empty(await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
    }

    [Fact]
    [Slow]
    public async Task An_import_that_was_killed_goes_on_under_its_id()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write([Header, .. Hours(6_000)]);
        await using (var killed = fixture.Start(store, ["import", file, "--force"]))
        {
            await Eventually.GetAsync(() => FileCommandFixture.CandlesAsync(store, Interval.OneHour), hours => hours.Count > 0, Token);
            await killed.KillAsync();
        }

        var id = await SingleIdAsync(store);
        var end = await fixture.RunAsync(store, "import", file, "--force");

        Assert.Contains($"Resuming import {id}.", end.Errors, StringComparison.Ordinal);
        var line = (await fixture.RunAsync(store, "imports")).Output;
        Assert.StartsWith($"{id}  whole  ", line, StringComparison.Ordinal);
        Assert.Contains(": 6,000 rows, ", line, StringComparison.Ordinal);
        await fixture.RunAsync(store, "imports", "remove", id);
        Assert.Empty(await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
    }

    [Fact]
    public async Task An_import_is_not_removed_while_it_runs_and_can_be_once_it_is_stopped()
    {
        using var store = fixture.NewStore();
        var import = fixture.Start(store, ["import", fixture.Write([Header, .. Hours(20_000)]), "--force"]);
        await Eventually.GetAsync(() => FileCommandFixture.CandlesAsync(store, Interval.OneHour), hours => hours.Count > 0, Token);
        var id = await SingleIdAsync(store);

        var early = await fixture.RunAsync(store, "imports", "remove", id);
        await ProcessTree.SignalAsync(import.Id, "TERM");
        Assert.Equal(130, (await FileCommandFixture.EndOfAsync(import)).ExitCode);

        Assert.Equal(1, early.ExitCode);
        Assert.StartsWith(
            $"Import {id} is running. Stop it with Ctrl+C or wait until it ends. If it was killed, run this again after ",
            early.Errors,
            StringComparison.Ordinal
        );
        Assert.StartsWith($"{id}  stopped  ", (await fixture.RunAsync(store, "imports")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await fixture.RunAsync(store, "imports", "remove", id)).ExitCode);
        Assert.Empty(await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
    }

    // The first 500 rows are five minutes apart; those after them are whole hours, which only shows when they are read.
    [Fact]
    public async Task An_import_that_fails_midway_is_taken_back()
    {
        using var store = fixture.NewStore();
        var before = Samples.Candle("2020-01-01T00:00Z", Interval.FiveMinutes);
        await store.Writer.TryPutCandleAsync(before, Token);
        var start = Samples.At("2020-01-01").ToUnixTimeSeconds();
        var minutes = Enumerable.Range(0, 500).Select(row => $"{start + (row * 300L)},7200.5,7300,7100.25,7200,1");
        var hours = Enumerable.Range(48, 500).Select(row => $"{start + (row * 3600L)},7200.5,7300,7100.25,7200,1");

        var end = await fixture.RunAsync(store, "import", fixture.Write([Header, .. minutes, .. hours]), "--interval", "5m", "--force");

        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.EndsWith(
            "Import them with --interval 1h. The import was rolled back: none of it is stored.",
            end.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal([before], await FileCommandFixture.CandlesAsync(store, Interval.FiveMinutes));
        Assert.Equal("There are no imports.", (await fixture.RunAsync(store, "imports")).Errors);
    }

    [Fact]
    [Slow]
    public async Task Where_the_store_fails_an_import_says_how_it_goes_on_or_is_taken_back()
    {
        await using var engine = await EmbeddedStore.StartAsync(engineName: null, Token);
        using var store = new PriceStoreHost(engine.Endpoint);
        var file = fixture.Write([Header, .. Hours(6_000)]);
        (string, string)[] variables = [("AWS_ENDPOINT_URL_DYNAMODB", engine.Endpoint.OriginalString)];
        var import = fixture.Start(store, ["import", file, "--force"], variables);
        await Eventually.GetAsync(() => FileCommandFixture.CandlesAsync(store, Interval.OneHour), hours => hours.Count > 0, Token);

        await engine.KillAsync();
        var failed = await FileCommandFixture.EndOfAsync(import);
        await engine.StartAgainAsync(Token);
        var id = Assert.Single(await store.Imports.ReadAllAsync(Token).ToListAsync(Token)).Id;

        Assert.Equal(1, failed.ExitCode);
        Assert.EndsWith(
            "The rows stored before were not rolled back. Run the same command again to resume, or roll it back: " + $"imports remove {id}",
            failed.Errors,
            StringComparison.Ordinal
        );
        var again = await FileCommandFixture.EndOfAsync(fixture.Start(store, ["import", file, "--force"], variables));
        Assert.Contains($"Resuming import {id}.", again.Errors, StringComparison.Ordinal);
        var removed = await FileCommandFixture.EndOfAsync(fixture.Start(store, ["imports", "remove", $"{id}"], variables));
        Assert.StartsWith(
            $"Import {id} of {Path.GetFileName(file)} was removed: 6,000 candles changed.",
            removed.Output,
            StringComparison.Ordinal
        );
        Assert.Empty(await FileCommandFixture.CandlesAsync(store, Interval.OneHour));
    }

    [Fact]
    public async Task An_import_waits_for_the_end_of_a_removal_and_a_removal_for_that_of_another_import()
    {
        using var store = fixture.NewStore();
        var file = fixture.Write([Header, .. Hours(30)]);
        await fixture.RunAsync(store, "import", file);
        var import = await store.Imports.ReadAllAsync(Token).FirstAsync(Token);
        var running = import with
        {
            Id = ImportId.New(Samples.At("2026-01-01")),
            State = ImportState.Running,
            SeenAt = TimeProvider.System.GetUtcNow(),
        };
        await store.Imports.TryAddAsync(running, Token);

        var removal = await fixture.RunAsync(store, "imports", "remove", $"{import.Id}");
        await store.Imports.TryUpdateAsync(running with { State = ImportState.Removing }, Token);
        var second = await fixture.RunAsync(store, "import", file);
        var twice = await fixture.RunAsync(store, "imports", "remove", $"{running.Id}");

        Assert.All([removal, second, twice], end => Assert.Equal((1, ""), (end.ExitCode, end.Output)));
        Assert.StartsWith(
            $"Import {running.Id} of {import.File} is running or being removed. Wait until it has ended.",
            removal.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains($"Import {running.Id} is being removed. Wait until that has ended.", second.Errors, StringComparison.Ordinal);
        Assert.StartsWith($"Import {running.Id} is already being removed.", twice.Errors, StringComparison.Ordinal);
        Assert.Equal(30, (await FileCommandFixture.CandlesAsync(store, Interval.OneHour)).Count);
    }

    [Theory]
    [InlineData(
        "'yesterday' is not an import's id. Ids look like 20261128-141503-k3f; \"imports\" lists them.",
        "imports",
        "remove",
        "yesterday"
    )]
    [InlineData(
        "There is no import 20240101-000000-abc, or it was removed before: \"imports\" lists them.",
        "imports",
        "remove",
        "20240101-000000-ABC"
    )]
    [InlineData("Required argument missing", "imports", "remove")]
    [InlineData("'delete'", "imports", "delete", "20240101-000000-abc")]
    public async Task A_wrong_command_gets_one_message_and_exit_code_1(string message, params string[] arguments)
    {
        using var store = fixture.NewStore();

        var end = await fixture.RunAsync(store, arguments);

        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.Contains(message, end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', end.Errors);
    }

    [Fact]
    public async Task Readings_are_not_removed()
    {
        using var store = fixture.NewStore();
        await fixture.RunAsync(
            store,
            "import",
            fixture.Write("slot,as_of,source,price", "2024-01-01T00:05:00Z,2024-01-01T00:05:00Z,coinbase,64000"),
            "--yes"
        );
        var id = await SingleIdAsync(store);

        var end = await fixture.RunAsync(store, "imports", "remove", id);

        Assert.Equal(
            new CommandEnd(
                1,
                "",
                $"Import {id} is of quotes, which cannot be removed: a stored reading never changes, and candles and gaps were "
                    + "computed from it."
            ),
            end
        );
        Assert.NotNull(await store.Reader.FindQuoteAsync(Symbol.BtcUsd, Samples.At("2024-01-01T00:05:00Z"), Token));
    }

    [Theory]
    [InlineData("slot,as_of,source,price", "2024-01-01T00:05:00Z,2024-01-01T00:05:00Z,coinbase,64000")]
    [InlineData("slot,source,body", "2024-01-01T00:05:00Z,coinbase,{}")]
    public async Task Readings_are_refused_before_the_first_is_stored_unless_they_may_stay_for_good(params string[] lines)
    {
        using var store = fixture.NewStore();
        var file = fixture.Write(lines);

        var end = await fixture.RunAsync(store, "import", file);

        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.Equal(
            $"{file}: readings cannot be removed once they are stored, because later ones are checked against them. "
                + "To store them permanently, add --yes. Nothing is imported.",
            end.Errors
        );
        Assert.Empty(await store.Reader.ReadQuotesAsync(Symbol.BtcUsd, FileCommandFixture.Always, Token).ToListAsync(Token));
        Assert.Equal("There are no imports.", (await fixture.RunAsync(store, "imports")).Errors);
    }

    private async Task<string> SingleIdAsync(PriceStoreHost store) =>
        Assert.Single((await fixture.RunAsync(store, "imports")).Output.Split('\n')).Split(' ')[0];

    private static IEnumerable<string> Hours(int count) =>
        Enumerable
            .Range(0, count)
            .Select(hour => $"{Samples.At("2020-01-01").AddHours(hour).ToUnixTimeSeconds()},7200.5,7300,7100.25,7200,{hour}");
}
