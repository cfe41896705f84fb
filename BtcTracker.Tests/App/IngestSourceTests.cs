using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.App;

/// <summary>Sources that fail, and how ingest reports it and goes on.</summary>
[Trait("Level", "App")]
public sealed class IngestSourceTests : IAsyncLifetime
{
    private const string Stored = "Stored the slot";

    // Three sources share a slot's time, and each must have enough of it on a busy machine.
    private static readonly (string, string) LongSlots = ("Ingest__Interval", "5s");

    private IngestWorld? _world;

    private IngestWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await IngestWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    [Slow]
    [Fact]
    public async Task A_wrong_key_is_said_loudly_once_is_in_no_line_and_the_next_source_is_used()
    {
        const string key = "no-key-that-was-ever-given";
        await using var ingest = new IngestProcess(World.Environment(LongSlots, ("Sources__CoinMarketCap__ApiKey", key)));
        await ingest.WaitForAsync("[1005] demo:coinmarketcap refuses the API key");
        await ingest.WaitForAsync("from demo:coinmarketcap-keyless");
        await ingest.WaitForAsync(Stored, times: ingest.CountOf(Stored) + 1);
        await ingest.StopAsync();

        Assert.Equal(1, ingest.CountOf("demo:coinmarketcap refuses the API key: CoinMarketCap returned 401, error 1001"));
        Assert.Equal(1, ingest.CountOf("dotnet user-secrets set Parameters:coinmarketcap-api-key"));
        Assert.DoesNotContain(ingest.Output.Concat(ingest.Errors), line => line.Contains(key, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(await World.QuotesAsync(), quote => quote.Source == "demo:coinmarketcap-keyless");
    }

    [Fact]
    public async Task A_right_key_is_used_and_is_in_no_line()
    {
        const string key = "b54bcf4d-1bca-4e8e-9a24-22ff2c3d462c";
        await using var ingest = new IngestProcess(
            World.Environment(
                LongSlots,
                ("Sources__CoinMarketCap__ApiKey", key),
                ("Logging__LogLevel__Default", "Trace"),
                ("Logging__LogLevel__System", "Trace")
            )
        );
        await ingest.WaitForAsync("from demo:coinmarketcap as of", times: 1);
        await ingest.StopAsync();

        Assert.DoesNotContain(ingest.Output.Concat(ingest.Errors), line => line.Contains(key, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(await World.QuotesAsync(), quote => quote.Source == "demo:coinmarketcap");
    }

    [Slow]
    [Fact]
    public async Task Coinbase_replaces_a_CoinMarketCap_that_cannot_be_reached()
    {
        await using var ingest = new IngestProcess(World.Environment(("Sources__CoinMarketCap__BaseAddress", "http://127.0.0.1:1")));
        await ingest.WaitForAsync(Stored, times: 3);
        await ingest.StopAsync();

        Assert.All(await World.QuotesAsync(), quote => Assert.Equal("demo:coinbase", quote.Source));
        Assert.True(ingest.CountOf("demo:coinmarketcap-keyless returned no quote (Unreachable)") > 0);
    }

    [Fact]
    public async Task A_simulated_price_never_gets_into_the_real_table()
    {
        await using var ingest = new IngestProcess(World.Environment(("Market__Mode", "live"), ("Ingest__Interval", "1m")));
        await ingest.WaitForAsync("is a simulated market, and this is live mode", times: 3);
        await ingest.StopAsync();

        Assert.Empty(await World.QuotesAsync());
        Assert.Empty(await World.CandlesAsync(Interval.OneDay));
    }
}
