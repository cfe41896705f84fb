using BtcTracker.Ingest.Alerts.Push;

namespace BtcTracker.Tests.App;

/// <summary>A wrong configuration ends ingest with one line that says what to write.</summary>
[Trait("Level", "App")]
public sealed class IngestInputTests
{
    private static readonly Dictionary<string, string> Right = new()
    {
        ["AWS_ENDPOINT_URL_DYNAMODB"] = "http://127.0.0.1:1",
        ["Market__Mode"] = "demo",
        ["Sources__CoinMarketCap__BaseAddress"] = "http://127.0.0.1:1",
        ["Sources__Coinbase__BaseAddress"] = "http://127.0.0.1:1",
        ["Sources__Bitstamp__BaseAddress"] = "http://127.0.0.1:1",
        ["Sources__Kraken__BaseAddress"] = "http://127.0.0.1:1",
        ["Sources__EuropeanCentralBank__BaseAddress"] = "http://127.0.0.1:1",
    };

    [Theory]
    [InlineData("Ingest__Interval", "7m", "Ingest:Interval '7m' does not divide a day of 24 hours")]
    [InlineData("Ingest__Interval", "soon", "Ingest:Interval 'soon' is not a length of time")]
    [InlineData("Ingest__Interval", "0.5s", "Ingest:Interval '0.5s' is not a length of time")]
    [InlineData("Ingest__Interval", "00:00:00.5", "too short")]
    [InlineData("Market__Mode", "paper", "Market:Mode 'paper' is not valid. Use live, demo or replay.")]
    [InlineData("Store__Table", "no table", "Store:Table must be 3 to 255 letters")]
    [InlineData("Store__AttemptTimeout", "fast", "Store:AttemptTimeout")]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB", "", "No store is configured")]
    [InlineData("Sources__Coinbase__BaseAddress", "coinbase", "Sources:Coinbase:BaseAddress 'coinbase' is not an http or https address")]
    [InlineData(
        "Sources__Coinbase__BaseAddress",
        "https://api.exchange.coinbase.com",
        "must name the simulated market in demo and replay mode"
    )]
    [InlineData("Sources__Kraken__BaseAddress", "kraken", "Sources:Kraken:BaseAddress 'kraken' is not an http or https address")]
    [InlineData(
        "Sources__EuropeanCentralBank__BaseAddress",
        "https://www.ecb.europa.eu",
        "Sources:EuropeanCentralBank:BaseAddress must name the simulated market"
    )]
    [InlineData(
        "Sources__Bitstamp__BaseAddress",
        "ftp://127.0.0.1",
        "Sources:Bitstamp:BaseAddress 'ftp://127.0.0.1/' is not an http or https address"
    )]
    [InlineData("Ingest__Tick", "1s", "Ingest:Tick '1s' must be from 00:00:02 to 00:00:10")]
    [InlineData(
        "Ingest__DrainTime",
        "11m",
        "Ingest:DrainTime '11m' is not valid. Use a length of time from 0 to 10m, such as 5s or 00:01:40."
    )]
    [InlineData("Ingest__DrainTime", "-1s", "Ingest:DrainTime '-1s' is not valid.")]
    [InlineData("Ingest__DrainTime", " ", "Ingest:DrainTime ' ' is not valid.")]
    [InlineData("Ingest__Rates", "daily", "Ingest:Rates 'daily' is not valid. Use true or false.")]
    [InlineData("Sources__CoinMarketCap__ApiKey", "a key", "Sources:CoinMarketCap:ApiKey has a character that no key has")]
    [InlineData("Alerts__Rules__0__Above", "100k", "Alerts:Rules:0:Above '100k' is not valid. Use a number above 0")]
    [InlineData("Alerts__Rules__0__Above", "100,000", "Alerts:Rules:0:Above '100,000' is not valid. Use a number above 0")]
    [InlineData(
        "Alerts__Rules__0__Over",
        "100000",
        "Alerts:Rules:0 is not valid. Use one of Above, Below, ChangePercent, Stale, Gap, SourceOut"
    )]
    [InlineData("Alerts__Rules__0__Margin", "1", "Alerts:Rules:0 is not valid.")]
    [InlineData("Alerts__Rules__0__Stale", "soon", "Alerts:Rules:0:Stale 'soon' is not valid.")]
    [InlineData("Alerts__Rules__0__Gap", "0", "Alerts:Rules:0:Gap '0' is not valid.")]
    [InlineData("Alerts__Rules__0__SourceOut", "coinbase", "Alerts:Rules:0:SourceOut 'coinbase' is not valid.")]
    [InlineData("Alerts__Rules", "Above", "Alerts:Rules and Alerts:Webhook are sections.")]
    [InlineData("Alerts__Rules__0__Gap", "true", "Alerts:Rules has rules but no receiver. Set Alerts:Webhook:Url or Alerts:Topic.")]
    [InlineData("Alerts__Webhook__Format", "teams", "Alerts:Webhook:Format 'teams' is not valid. Use json, ntfy or slack.")]
    [InlineData("Alerts__Webhook__Key", "x", "There is no setting Alerts:Webhook:Key")]
    [InlineData("Alerts__Push__Key", "x", "There is no setting Alerts:Push:Key")]
    [InlineData("Alerts__Push__Subject", "ops@example.com", "Alerts:Push:Subject is not valid.")]
    [InlineData("Alerts__Push__Subject", "mailto:ops@example.com", "Alerts:Push:PublicKey is not valid.")]
    public async Task A_wrong_value_is_one_clear_line_and_exit_code_1(string name, string value, string expected)
    {
        var line = await OnlyErrorOfAsync((name, value));

        Assert.StartsWith("BtcTracker.Ingest: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Alerts__Webhook__Url",
        "ftp://example.test/hidden?auth=hidden",
        "Alerts:Webhook:Url is not valid. Use an http or https address"
    )]
    [InlineData("Alerts__Webhook__Url", "https://me:hidden@example.test/", "Alerts:Webhook:Url is not valid.")]
    [InlineData("Alerts__Webhook__Secret", "hidden", "Alerts:Webhook:Secret is not valid. Use 16 to 256 characters")]
    public async Task What_may_be_secret_is_refused_without_being_shown(string name, string value, string expected)
    {
        var line = await OnlyErrorOfAsync((name, value));

        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_web_push_that_is_of_another_pair_is_refused_without_being_shown()
    {
        var (keys, other) = (VapidKeys.Make(), VapidKeys.Make());
        var line = await OnlyErrorOfAsync(
            ("Alerts__Push__Subject", "https://example.com/contact"),
            ("Alerts__Push__PublicKey", keys.PublicKey),
            ("Alerts__Push__PrivateKey", other.PrivateKey)
        );

        Assert.Contains("Alerts:Push:PrivateKey does not belong to Alerts:Push:PublicKey.", line, StringComparison.Ordinal);
        Assert.DoesNotContain(other.PrivateKey, line, StringComparison.Ordinal);
        Assert.True(VapidKeys.BelongTogether(keys.PublicKey, keys.PrivateKey));
    }

    [Fact]
    public async Task A_pair_of_keys_for_web_push_is_made_by_a_command()
    {
        await using var command = new IngestProcess(new Dictionary<string, string>(), "push-keys");
        Assert.Equal(0, await command.ExitCodeAsync());

        var made = command.Output.Select(line => line.Split('=')).ToDictionary(parts => parts[0], parts => parts[1]);
        Assert.True(VapidKeys.BelongTogether(made["Alerts:Push:PublicKey"], made["Alerts:Push:PrivateKey"]));
    }

    [Fact]
    public async Task Live_mode_refuses_less_than_a_minute() =>
        Assert.Contains(
            "'30s' is too short: live mode takes 00:01:00 or longer",
            await OnlyErrorOfAsync(("Market__Mode", "live"), ("Ingest__Interval", "30s")),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Ticks_of_a_simulated_market_never_come_from_the_real_Kraken() =>
        Assert.Contains(
            "Sources:Kraken:BaseAddress must name the simulated market in demo and replay mode",
            await OnlyErrorOfAsync(("Ingest__Tick", "5s"), ("Sources__Kraken__BaseAddress", "https://api.kraken.com")),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task An_address_of_a_local_store_that_is_set_but_empty_means_AWS_where_a_region_is_set()
    {
        await using var export = new IngestProcess(
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL_DYNAMODB"] = "",
                ["AWS_REGION"] = "eu-west-1",
                ["AWS_ACCESS_KEY_ID"] = "none",
                ["AWS_SECRET_ACCESS_KEY"] = "none",
                ["HTTPS_PROXY"] = "http://127.0.0.1:1",
            },
            "export",
            "quotes"
        );

        Assert.Equal(1, await export.ExitCodeAsync());
        Assert.StartsWith("DynamoDB in eu-west-1 does not respond", Assert.Single(export.Errors), StringComparison.Ordinal);
    }

    private static async Task<string> OnlyErrorOfAsync(params (string Name, string Value)[] changes)
    {
        var environment = new Dictionary<string, string>(Right) { ["AWS_REGION"] = "" };
        foreach (var (name, value) in changes)
        {
            environment[name] = value;
        }

        await using var ingest = new IngestProcess(environment);
        Assert.Equal(1, await ingest.ExitCodeAsync());
        Assert.Empty(ingest.Output);
        return Assert.Single(ingest.Errors);
    }
}
