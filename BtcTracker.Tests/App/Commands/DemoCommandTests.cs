using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App.Commands;

/// <summary>An application in demo, with slots of a day so that its worker is quiet.</summary>
public sealed class DemoApplication() : CommandedApplication("--Market:Mode=demo", "--Ingest:Interval=24h");

/// <summary>The dashboard's commands over the simulated market.</summary>
[Slow]
[Trait("Level", "App")]
public sealed class DemoCommandTests(DemoApplication demo) : IClassFixture<DemoApplication>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fault_is_made_and_ended()
    {
        var made = await demo.RunAsync(ResourceNames.MarketSim, "make-fault", ("fault", "down"), ("seconds", "600"));
        Assert.Equal((true, "Every source returns 503, for 600 seconds."), (made.Success, made.Message));
        Assert.Equal(503, Assert.Single((await FaultsAsync()).EnumerateArray()).GetProperty("fault").GetProperty("status").GetInt32());

        var ended = await demo.RunAsync(ResourceNames.MarketSim, "end-faults");
        Assert.Equal((true, "All faults are over."), (ended.Success, ended.Message));
        Assert.Empty((await FaultsAsync()).EnumerateArray());
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("slow")]
    [InlineData("cut")]
    [InlineData("jump")]
    [InlineData("stale")]
    public async Task Every_other_fault_is_one_that_the_market_takes(string fault)
    {
        var made = await demo.RunAsync(ResourceNames.MarketSim, "make-fault", ("fault", fault), ("seconds", "0.5"));
        Assert.True(made.Success, made.Message);
        await demo.RunAsync(ResourceNames.MarketSim, "end-faults");
    }

    [Theory]
    [InlineData("down", "-1", "Use a number of seconds above 0 and at most 86400.")]
    [InlineData("down", "0", "Use a number of seconds above 0 and at most 86400.")]
    [InlineData("down", "NaN", "Use a number of seconds above 0 and at most 86400.")]
    [InlineData("down", "1e300", "Use a number of seconds above 0 and at most 86400.")]
    [InlineData("down", "soon", "Value must be a valid number.")]
    [InlineData("earthquake", "60", "Value must be one of the provided options.")]
    public async Task A_fault_that_makes_no_sense_is_refused_beside_its_input(string fault, string seconds, string message)
    {
        var result = await demo.RunAsync(ResourceNames.MarketSim, "make-fault", ("fault", fault), ("seconds", seconds));

        Assert.False(result.Success);
        Assert.Equal(message, Assert.Single(CommandArguments.ErrorsOf(result)));
        Assert.Empty((await FaultsAsync()).EnumerateArray());
    }

    [Fact]
    public async Task Backfill_again_reads_the_days_again()
    {
        var result = await demo.RunAsync(ResourceNames.Ingest, "backfill-again", ("interval", "1d"));

        Assert.True(result.Success, result.Message);
        Assert.Matches("^Backfill stored [1-9][0-9,]+ candles of 1d\\.$", result.Message);
    }

    [Fact]
    public async Task An_export_is_written_below_the_data_folder_and_the_result_names_its_path()
    {
        Assert.True((await demo.RunAsync(ResourceNames.Ingest, "backfill-again", ("interval", "1d"))).Success);

        var result = await demo.RunAsync(ResourceNames.Ingest, "export-file", ("what", "candles"), ("interval", "1d"));

        Assert.True(result.Success, result.Message);
        var path = Assert.Single(Directory.EnumerateFiles(Path.Combine(demo.DataFolder, "exports"), "demo-candles-1d-*.csv"));
        Assert.EndsWith($"rows of candles written to {path}.", result.Message, StringComparison.Ordinal);
        Assert.StartsWith("time,interval,open,high,low,close", await File.ReadAllTextAsync(path, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quotes_are_exported_whatever_the_interval()
    {
        var result = await demo.RunAsync(ResourceNames.Ingest, "export-file", ("what", "quotes"), ("interval", "1h"));
        Assert.True(result.Success, result.Message);
        Assert.Contains("demo-quotes-2", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_is_disabled_and_says_how_to_import()
    {
        Assert.Equal(ResourceCommandState.Disabled, demo.StateOf(ResourceNames.Ingest, "import-file"));
        demo.States.TryGetCurrentState(ResourceNames.Ingest, out var ingest);
        var command = ingest!.Snapshot.Commands.Single(known => known.Name == "import-file");
        Assert.Equal("Import a file… (live only)", command.DisplayName);
        Assert.Contains("-- import FILE", command.DisplayDescription, StringComparison.Ordinal);

        var result = await demo.RunAsync(ResourceNames.Ingest, "import-file", ("file", "x"), ("interval", "1d"));
        Assert.Equal((false, command.DisplayDescription), (result.Success, result.Message));
    }

    [Fact]
    public async Task A_command_of_a_stopped_resource_is_disabled_and_says_why()
    {
        Assert.True((await demo.RunAsync(ResourceNames.MarketSim, KnownResourceCommands.StopCommand)).Success);
        await demo.States.WaitForResourceAsync(ResourceNames.MarketSim, KnownResourceStates.TerminalStates, Token);

        Assert.Equal(ResourceCommandState.Disabled, demo.StateOf(ResourceNames.MarketSim, "make-fault"));
        var result = await demo.RunAsync(ResourceNames.MarketSim, "end-faults");
        Assert.Equal((false, "marketsim is not running. Start it, then run the command again."), (result.Success, result.Message));

        Assert.True((await demo.RunAsync(ResourceNames.MarketSim, KnownResourceCommands.StartCommand)).Success);
        await demo.States.WaitForResourceHealthyAsync(ResourceNames.MarketSim, Token);
        Assert.Equal(ResourceCommandState.Enabled, demo.StateOf(ResourceNames.MarketSim, "make-fault"));
    }

    [Fact]
    public async Task A_reset_deletes_this_modes_prices_only_and_all_runs_again()
    {
        var other = Path.Combine(Directory.CreateDirectory(Path.Combine(demo.DataFolder, "live")).FullName, "dynoxide.db");
        await File.WriteAllTextAsync(other, "live prices", Token);
        using var store = new PriceStoreHost(demo.Application.GetEndpoint(ResourceNames.DynamoDb), "btctracker-demo-v2-1");
        var old = MarketData.Quote(Samples.At("2020-01-01"), 7_200m, "demo:coinbase");
        Assert.True(await store.Writer.TryPutQuoteAsync(old, Token));

        var result = await demo.RunAsync(ResourceNames.DynamoDb, "reset-store");

        Assert.Equal(
            (true, "The demo prices are deleted; the store and the services are running again."),
            (result.Success, result.Message)
        );
        using var empty = new PriceStoreHost(demo.Application.GetEndpoint(ResourceNames.DynamoDb), "btctracker-demo-v2-1");
        await empty.Writer.EnsureTableAsync(Token);
        Assert.Null(await empty.Reader.FindQuoteAsync(old.Symbol, old.Slot, Token));
        Assert.Equal("live prices", await File.ReadAllTextAsync(other, Token));
        await demo.States.WaitForResourceHealthyAsync(ResourceNames.Web, Token);
        var again = await demo.RunAsync(ResourceNames.Ingest, "read-now");
        Assert.True(again.Success, again.Message);
        Assert.Matches("^(Stored the slot|The slot) ", again.Message);
    }

    [Fact]
    public async Task The_links_have_names_and_answer()
    {
        await demo.States.WaitForResourceHealthyAsync(ResourceNames.Web, Token);

        Assert.Equal(
            ["API description /openapi/v1.json", "Health /health", "Page /", "Status /status"],
            LinksOf(ResourceNames.Web).Select(Describe)
        );
        Assert.Equal(["Faults /faults", "Market status /status"], LinksOf(ResourceNames.MarketSim).Select(Describe));
        using var http = new HttpClient();
        foreach (var link in LinksOf(ResourceNames.Web).Concat(LinksOf(ResourceNames.MarketSim)))
        {
            using var answer = await http.GetAsync(new Uri(link.Url), Token);
            Assert.True(answer.IsSuccessStatusCode, link.Url);
        }
    }

    private IEnumerable<UrlSnapshot> LinksOf(string resource)
    {
        demo.States.TryGetCurrentState(resource, out var current);
        return current!
            .Snapshot.Urls.Where(url => !url.IsInactive)
            .OrderBy(url => url.DisplayProperties.DisplayName, StringComparer.Ordinal);
    }

    private static string Describe(UrlSnapshot link) => $"{link.DisplayProperties.DisplayName} {new Uri(link.Url).AbsolutePath}";

    private async Task<JsonElement> FaultsAsync()
    {
        using var market = demo.Application.CreateHttpClient(ResourceNames.MarketSim);
        return await market.GetFromJsonAsync<JsonElement>("/faults", Token);
    }
}
