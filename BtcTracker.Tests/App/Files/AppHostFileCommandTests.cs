using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App.Files;

/// <summary>The commands as the user runs them: through the AppHost, with a path from their own working folder.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class AppHostFileCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_run_the_command_has_the_store_to_itself()
    {
        await WriteDaysAsync();

        Assert.Equal(
            (0, $"{_folder.PathOf("days.csv")}: 2 rows read, 2 stored, 0 unchanged."),
            await RunAsync("import", "days.csv", "--interval", "1d")
        );
        Assert.Equal(
            (0, $"{_folder.PathOf("days.csv")}: 2 rows read, 0 stored, 2 unchanged."),
            await RunAsync("import", "days.csv", "--interval", "1d")
        );
        Assert.Equal(
            (0, "Checked 0 quotes, 0 bodies and 2 candles from 2024-01-01 00:00:00Z to 2024-01-03 00:00:00Z: nothing differs."),
            await RunAsync("verify", "--from", "2024-01-01", "--to", "2024-01-03")
        );
        var (exitCode, rows) = await RunAsync("export", "candles");
        Assert.Equal((0, 3), (exitCode, rows.Split('\n').Length));
    }

    [Fact]
    public async Task Imports_are_listed_and_one_is_removed()
    {
        await WriteDaysAsync();
        await RunAsync("import", "days.csv", "--interval", "1d");

        var (_, line) = await RunAsync("imports");
        var id = line.Split(' ')[0];
        Assert.Contains("  whole  ", line, StringComparison.Ordinal);
        Assert.Contains("days.csv: 2 rows, 2024-01-01 00:00:00Z to 2024-01-02 00:00:00Z; 1d candles", line, StringComparison.Ordinal);
        Assert.Equal((0, $"Import {id} of days.csv was removed: 2 candles changed."), await RunAsync("imports", "remove", id));
        Assert.Equal(
            (0, "time,interval,open,high,low,close,volume,volume_unit,n,rank,source,doubtful,spread"),
            await RunAsync("export", "candles")
        );
    }

    // Of dynalite's data there can be only one engine, so a second one would not start.
    [Slow]
    [Fact]
    public async Task Beside_a_run_the_command_uses_its_store_and_the_page_shows_what_came()
    {
        await WriteDaysAsync();
        using var run = new AppHostProcess(
            _folder.Path,
            ["--Market:Mode=live", $"--Store:Engine={StoreEngine.Dynalite}", .. WithoutNetwork]
        );
        using var page = new HttpClient { BaseAddress = await run.PageAsync(Token) };

        Assert.Equal(0, (await RunAsync("import", "days.csv", "--interval", "1d", $"--Store:Engine={StoreEngine.Dynalite}")).ExitCode);

        await Eventually.GetAsync(
            () => page.GetStringAsync(new Uri("/api/v1/history?range=ALL", UriKind.Relative), Token),
            body => body.Contains("44956.04", StringComparison.Ordinal),
            Token
        );
        await run.StopAsync(Token);
    }

    [Theory]
    [InlineData("days.csv, line 3: the row has 1 fields, which is too few", "import", "days.csv", "--interval", "1d")]
    [InlineData("Files are imported into the real market's table only", "import", "days.csv", "--interval", "1d", "--Market:Mode=demo")]
    [InlineData("Store:Engine=aws keeps real prices only", "export", "quotes", "--Market:Mode=demo", "--Store:Engine=aws")]
    [InlineData("Store:Engine=container runs only with the services", "export", "quotes", "--Store:Engine=container")]
    [InlineData("Market:Mode 'paper' is not valid", "export", "quotes", "--Market:Mode=paper")]
    public async Task What_is_wrong_is_one_message_and_exit_code_1(string message, params string[] arguments)
    {
        await File.WriteAllTextAsync(_folder.PathOf("days.csv"), "time,open,high,low,close\n2024-01-01,1,1,1,1\nx\n", Token);
        using var appHost = new AppHostProcess(_folder.Path, arguments);

        Assert.Equal(1, await appHost.ExitCodeAsync(Token));
        Assert.Contains(message, Assert.Single(appHost.Errors), StringComparison.Ordinal);
    }

    private static string[] WithoutNetwork =>
        ["--Sources:CoinMarketCap:BaseAddress=http://127.0.0.1:1", "--Sources:Coinbase:BaseAddress=http://127.0.0.1:1"];

    private Task WriteDaysAsync() =>
        File.WriteAllLinesAsync(
            _folder.PathOf("days.csv"),
            ["date,open,high,low,close", "2024-01-01,42288.58,44220.78,42180.77,44180", "2024-01-02,44180.1,45922.58,44159.19,44956.04"],
            Token
        );

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var appHost = new AppHostProcess(_folder.Path, arguments);
        var exitCode = await appHost.ExitCodeAsync(Token);
        return (exitCode, string.Join('\n', appHost.Output));
    }
}
