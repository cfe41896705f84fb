using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

[Slow]
[Trait("Level", "App")]
public sealed class AppHostInputTests : IDisposable
{
    private const string Malformed = """
        open_time_unix,open_time_utc,open,high,low,close,volume_btc
        1704067200,2024-01-01T00:00:00Z,42288.58,42543.64,42261.58,42452.66,379.19725348
        1704070800,2024-01-01T01:00:00Z,42453.83,not-a-number,42415.0,42594.68,396.20192444

        """;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Market:Mode 'paper' is not valid. Use auto, live, demo or replay.", "--Market:Mode=paper")]
    [InlineData("Market:Mode=replay needs a file", "--Market:Mode=replay")]
    [InlineData("missing.csv does not exist", "--Market:Mode=replay", "--Market:ReplayFile=missing.csv")]
    [InlineData(" is a folder. Name a CSV file of hourly candles with Market:ReplayFile.", "--Market:Mode=replay", "--Market:ReplayFile=.")]
    [InlineData("Ingest:Rates 'maybe' is not valid. Use true or false.", "--Market:Mode=live", "--Ingest:Rates=maybe")]
    [InlineData("Market:Seed 'many' is not a whole number", "--Market:Mode=demo", "--Market:Seed=many")]
    [InlineData("Ingest:Interval '7m' does not divide a day", "--Market:Mode=demo", "--Ingest:Interval=7m")]
    [InlineData("Ingest:Interval '30s' is too short: live mode takes 00:01:00 or longer", "--Market:Mode=live", "--Ingest:Interval=30s")]
    [InlineData("Ingest:Tick '1m' must be from 00:00:02 to 00:00:10, the time between readings", "--Market:Mode=demo", "--Ingest:Tick=1m")]
    [InlineData(
        "Ingest:DrainTime 'soon' is not valid. Use a length of time from 0 to 10m",
        "--Market:Mode=demo",
        "--Ingest:DrainTime=soon"
    )]
    [InlineData("Store:Engine=aws keeps real prices only", "--Market:Mode=demo", "--Store:Engine=aws")]
    [InlineData("Choose a folder that you can write, with --Store:DataFolder=PATH.", "--Market:Mode=demo", "--Store:DataFolder=/dev/null")]
    [InlineData("There is no setting Market:Moed. Use Market:Mode, Market:ReplayFile, Market:Seed.", "--Market:Moed=demo")]
    [InlineData("There is no setting store:folder. Use Store:Engine, Store:DataFolder.", "export", "quotes", "--store:folder=here")]
    [InlineData(
        "There is no setting Markt:Mode. The sections are Parameters, Market, Ingest, Store, AWS, Sources, Limits, Web, "
            + "Holders, Status, Alerts.",
        "--Markt:Mode=demo"
    )]
    [InlineData("There is no option 'demo'. Settings are written --Section:Name=VALUE", "--demo")]
    [InlineData("There is no option 'v'.", "-v")]
    [InlineData("There is no setting Market:Mod. ", "Market:Mod=demo")]
    [InlineData("There is no setting Market:Mod. ", "/Market:Mod", "demo")]
    [InlineData("The setting Market:Mode has no value.", "--Market:Mode")]
    [InlineData(
        "DcpPublisher:RandomizePorts 'maybe' is not valid. Use true or false.",
        "--Market:Mode=demo",
        "--DcpPublisher:RandomizePorts=maybe"
    )]
    [InlineData(
        "ASPNETCORE_URLS 'nowhere', the dashboard's address, is not valid.",
        "--Market:Mode=demo",
        "--DcpPublisher:RandomizePorts=false",
        "--ASPNETCORE_URLS=nowhere"
    )]
    [InlineData("Sources:Coinbase:BaseAddress 'nowhere' is not an address.", "--Sources:Coinbase:BaseAddress=nowhere")]
    [InlineData(
        "Store:Engine=aws needs the region of the table. Add --AWS:Region=eu-west-1",
        "--Market:Mode=live",
        "--Store:Engine=aws",
        "--AWS_REGION="
    )]
    [InlineData("Store:Engine 'mysql' is not valid", "--Market:Mode=demo", "--Store:Engine=mysql")]
    [InlineData("Limits:Burst 'abc' is not a whole number", "--Market:Mode=demo", "--Limits:Burst=abc")]
    [InlineData("Limits:Streams must be from 0 to 1,000,000.", "--Market:Mode=demo", "--Limits:Streams=99999999999")]
    [InlineData("Limits:RequestsPerMinute must be from 60 to 1,000,000,000.", "--Market:Mode=demo", "--Limits:RequestsPerMinute=59")]
    [InlineData("Web:PathBase is not valid. Use a path such as /btc", "--Market:Mode=demo", "--Web:PathBase=btc/")]
    [InlineData(
        "Web:PublicAddress is not valid. Use a scheme and a host, such as https://btc.example.com",
        "--Market:Mode=demo",
        "--Web:PublicAddress=btc.example.com"
    )]
    [InlineData("Web:RawBodies is not valid: 'maybe'. Use true or false.", "--Market:Mode=demo", "--Web:RawBodies=maybe")]
    [InlineData("There is no setting Alerts:Rules:1:Abov. Use Alerts:Rules:0:Above, ", "--Alerts:Rules:1:Abov=5")]
    [InlineData("There is no setting Web:PathBas. Use Web:PathBase, Web:PublicAddress, Web:RawBodies.", "--Web:PathBas=/btc")]
    public async Task A_wrong_setting_gets_one_message_and_exit_code_1(string message, params string[] arguments) =>
        Assert.Contains(message, await RefusalAsync(arguments), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "There is no setting Market:Mod, which the environment variable Market__Mod sets. Use Market:Mode, ",
        "Market__Mod",
        "demo"
    )]
    [InlineData("There is no setting ingest:intervall, ", "ingest__intervall", "1h")]
    [InlineData("There is no setting Limits:Bursts, ", "Limits__Bursts", "1")]
    [InlineData("There is no setting Parameters:coinmarketcap:key, ", "Parameters__coinmarketcap__key", "0")]
    public async Task A_wrong_variable_gets_one_message_and_exit_code_1(string message, string name, string value)
    {
        var environment = new Dictionary<string, string> { [name] = value };
        Assert.Contains(message, await RefusalAsync(["--Market:Mode=demo"], environment), StringComparison.Ordinal);
        Assert.Contains(message, await RefusalAsync(["export", "quotes"], environment), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_value_in_a_variable_gets_one_message_and_exit_code_1() =>
        Assert.Equal(
            "Limits:Burst 'many' is not a whole number.",
            await RefusalAsync(["--Market:Mode=demo"], new() { ["Limits__Burst"] = "many" })
        );

    // It gets as far as the last wrong setting.
    [Theory]
    [InlineData("Parameters__coinmarketcap_api_key")]
    [InlineData("Sources__CoinMarketCap__ApiKey")]
    [InlineData("Store__AttemptTimeout")]
    [InlineData("Parameters__postgres_password")]
    [InlineData("Markt__Mode")]
    [InlineData("Alerts__Rules__12__Above")]
    [InlineData("AWS__Logging")]
    [InlineData("MARKET_MODE")]
    public async Task A_variable_of_a_service_or_of_another_program_is_passed_over(string name) =>
        Assert.Contains(
            "Market:Mode 'paper' is not valid",
            await RefusalAsync(["--Market:Mode=paper"], new() { [name] = "00:00:05" }),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_lists_the_commands_and_starts_nothing(string option)
    {
        using var appHost = new AppHostProcess(_folder.Path, [option]);
        Assert.Equal(0, await appHost.ExitCodeAsync(Token));
        Assert.Contains(appHost.Output, line => line.Contains("import", StringComparison.Ordinal));
        Assert.Contains(appHost.Output, line => line.Contains("export", StringComparison.Ordinal));
        Assert.Empty(appHost.Errors);
    }

    [Fact]
    public async Task An_unknown_command_gets_one_message_and_exit_code_1() =>
        Assert.Contains("'frobnicate'", await RefusalAsync("frobnicate"), StringComparison.Ordinal);

    [Fact]
    public async Task A_malformed_replay_file_is_refused_by_its_line()
    {
        await File.WriteAllTextAsync(_folder.PathOf("hours.csv"), Malformed, Token);
        var refusal = await RefusalAsync("--Market:Mode=replay", "--Market:ReplayFile=hours.csv");
        Assert.Contains("line 3", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "days.csv", "--interval", "1d")]
    [InlineData("--Market:Mode=live")]
    [InlineData("--Market:Mode=demo")]
    [InlineData]
    public async Task Damaged_data_is_named_with_what_the_engine_says_of_it(params string[] arguments)
    {
        var mode = arguments.Contains("--Market:Mode=demo") ? "demo" : "live";
        var data = Path.Combine(Directory.CreateDirectory(_folder.PathOf(mode)).FullName, "dynoxide.db");
        await File.WriteAllTextAsync(data, new string('x', 5000), Token);
        using var appHost = new AppHostProcess(_folder.Path, ["--Store:Engine=dynoxide", .. arguments]);

        Assert.Equal(1, await appHost.ExitCodeAsync(Token));

        var refusal = string.Join('\n', appHost.Errors);
        Assert.SkipWhen(refusal.Contains("is not installed", StringComparison.Ordinal), refusal);
        Assert.Contains(data, refusal, StringComparison.Ordinal);
        Assert.Contains("not a valid SQLite database", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.All(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_Node_is_named_with_where_to_get_it()
    {
        using var appHost = new AppHostProcess(_folder.Path, ["--Market:Mode=demo", "--Store:Engine=dynalite"], path: "/nowhere");
        Assert.Equal(1, await appHost.ExitCodeAsync(Token));
        Assert.Equal(
            "'dynamodb' needs the program 'node', which was not found. Install Node.js 20 or newer from "
                + "https://nodejs.org and start again.",
            Assert.Single(appHost.Errors)
        );
    }

    private Task<string> RefusalAsync(params string[] arguments) => RefusalAsync(arguments, environment: []);

    private async Task<string> RefusalAsync(string[] arguments, Dictionary<string, string> environment)
    {
        using var appHost = new AppHostProcess(_folder.Path, arguments, environment: environment);
        await Eventually.IsTrueAsync(() => appHost.HasExited, Token, appHost.All);
        Assert.Equal(1, await appHost.ExitCodeAsync(Token));
        return Assert.Single(appHost.Errors);
    }
}
