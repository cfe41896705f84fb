using BtcTracker.Market;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.Faults;

/// <summary>Ingest's process over an empty store, or over one that nobody fed for days, while vendors contradict each other.</summary>
[Trait("Level", "Faults")]
[Slow]
public sealed class WrongFirstPriceTests : IAsyncLifetime
{
    private StubServer? _vendors;
    private IngestWorld? _world;

    private IngestWorld World => _world!;

    private StubServer Vendors => _vendors!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_vendors, _world) = (await StubServer.StartAsync(Token), await IngestWorld.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Vendors.DisposeAsync();
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("--once")]
    [InlineData("lambda")]
    public async Task A_wrong_first_price_is_neither_stored_nor_shown_where_two_others_agree(string way)
    {
        Say(coinMarketCap: 900_000m, coinbase: 90_000m, kraken: 90_010m);

        await RunAsync(way);

        var quote = Assert.Single(await World.QuotesAsync());
        Assert.Equal(("coinbase", 90_000m, true), (quote.Source, quote.Price, quote.Confirmed));
        Assert.All(await World.CandlesAsync(Interval.OneDay), day => Assert.Equal(90_000m, day.High));
        var status = await World.Reader.FindStatusAsync(Token);
        Assert.True(status!.Sources.Single(source => source.Name == "coinmarketcap-keyless").LeftOut);
    }

    [Fact]
    public async Task What_one_run_learned_of_a_vendor_the_next_one_knows()
    {
        var slot = SlotGrid.Parse("5m", MarketMode.Live).SlotOf(TimeProvider.System.GetUtcNow());
        var straying = new SourceStatus("coinmarketcap-keyless", "LeftOut", slot, null, BreakerState.Closed, null) { LeftOut = true };
        await World.Writer.EnsureTableAsync(Token);
        await World.Writer.TryPutQuoteAsync(
            Storage.Samples.Quote("2026-11-01T00:00:00Z", 90_000m) with
            {
                Slot = slot.AddMinutes(-5),
                AsOf = slot.AddMinutes(-5),
            },
            Token
        );
        await World.Writer.PutStatusAsync(new IngestStatus(slot, null, 0, 0, [straying], null) { ComparedAt = slot }, Token);
        Say(coinMarketCap: 90_000m, coinbase: 90_000m, kraken: 90_010m);

        await RunAsync("--once");

        Assert.Equal("/products/BTC-USD/ticker", Assert.Single(Vendors.Requests).PathAndQuery);
        Assert.Equal("coinbase", (await World.QuotesAsync())[^1].Source);
    }

    [Fact]
    public async Task A_price_that_nobody_can_confirm_says_so_and_sets_no_extreme()
    {
        Say(coinMarketCap: 900_000m, coinbase: null, kraken: null);
        await RunAsync("--once");

        var quote = Assert.Single(await World.QuotesAsync());
        Assert.Equal((900_000m, false), (quote.Price, quote.Confirmed));
        Assert.True(Assert.Single(await World.CandlesAsync(Interval.OneDay)).Doubtful);
        await using var site = World.Site("live");
        await AskAsync(site, "/api/v1/quotes/latest", "\"confirmed\":false");
        await AskAsync(site, "/health", "is not confirmed");
        await AskAsync(site, "/", "no second source confirms this price");
    }

    [Fact]
    public async Task Two_that_contradict_each_other_are_a_gap_in_dispute()
    {
        Say(coinMarketCap: 900_000m, coinbase: 90_000m, kraken: null);

        await using var ingest = new IngestProcess(Environment(), "--once");
        Assert.Equal(1, await ingest.ExitCodeAsync());

        Assert.Empty(await World.QuotesAsync());
        Assert.Equal(GapReason.Disputed, Assert.Single(await World.GapsAsync()).Reason);
    }

    [Fact]
    public async Task Exchange_hours_of_the_last_days_are_a_measure_where_one_vendor_is_left()
    {
        await World.Writer.EnsureTableAsync(Token);
        var hour = Interval.OneHour.OpenTimeOf(TimeProvider.System.GetUtcNow()).AddHours(-30);
        await World.Writer.TryPutCandleAsync(
            Storage.Samples.Candle("2026-11-01T00:00:00Z", close: 64_500m) with
            {
                OpenTime = hour,
            },
            Token
        );
        Say(coinMarketCap: 645_000m, coinbase: 65_000m, kraken: null);

        await RunAsync("--once");

        var quote = Assert.Single(await World.QuotesAsync());
        Assert.Equal((65_000m, true), (quote.Price, quote.Confirmed));
    }

    [Fact]
    public async Task A_first_reading_of_three_days_ago_is_stored_as_old_and_makes_no_candle()
    {
        Say(coinMarketCap: 90_000m, coinbase: null, kraken: null, age: TimeSpan.FromDays(3));
        await RunAsync("--once");

        var quote = Assert.Single(await World.QuotesAsync());
        Assert.True(quote.Outdated);
        Assert.All(Interval.Stored, interval => Assert.Empty(World.CandlesAsync(interval).GetAwaiter().GetResult()));
        await using var site = World.Site("live");
        Assert.DoesNotContain("data-lowest", await AskAsync(site, "/", "The latest price is 3 days old"), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(WebSite site, string address, string words)
    {
        using var response = await site.AskForWholeAsync(address, (_, body) => body.Contains(words, StringComparison.Ordinal));
        return await response.Content.ReadAsStringAsync(Token);
    }

    private void Say(decimal? coinMarketCap, decimal? coinbase, decimal? kraken, TimeSpan age = default)
    {
        var time = (TimeProvider.System.GetUtcNow() - age).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null);
        Answer(
            "/public-api/v3/cryptocurrency/quotes/latest",
            coinMarketCap,
            price =>
                $$"""{"status": {"error_code": 0}, "data": [{"id": 1, "quote": [{"symbol": "USD", "price": {{price}}, "last_updated": "{{time}}"}]}]}"""
        );
        Answer("/products/BTC-USD/ticker", coinbase, price => $$"""{"price": "{{price}}", "time": "{{time}}"}""");
        Answer("/0/public/Ticker", kraken, price => $$$$"""{"error": [], "result": {"XXBTZUSD": {"c": ["{{{{price}}}}", "0.1"]}}}""");
    }

    private void Answer(string path, decimal? price, Func<decimal, string> body)
    {
        if (price is { } known)
        {
            Vendors.Answer(path, body(known));
        }
        else
        {
            Vendors.Answer(path, "{}", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private Dictionary<string, string> Environment() =>
        World.Environment(
            ("Market__Mode", "live"),
            ("Ingest__Interval", "5m"),
            ("Sources__CoinMarketCap__BaseAddress", Vendors.Address.OriginalString),
            ("Sources__Coinbase__BaseAddress", Vendors.Address.OriginalString),
            ("Sources__Bitstamp__BaseAddress", Vendors.Address.OriginalString),
            ("Sources__Kraken__BaseAddress", Vendors.Address.OriginalString)
        );

    private async Task RunAsync(string way)
    {
        if (way == "--once")
        {
            await using var once = new IngestProcess(Environment(), way);
            Assert.Equal(0, await once.ExitCodeAsync());
        }
        else if (way == "worker")
        {
            await using var worker = new IngestProcess(Environment());
            await worker.WaitForAsync("Stored the slot");
            await worker.StopAsync();
        }
        else
        {
            await using var lambda = await LambdaRuntime.StartAsync();
            var environment = Environment();
            environment["AWS_LAMBDA_RUNTIME_API"] = lambda.Address;
            await using var function = new IngestProcess(environment, way);
            Assert.Equal("response", (await lambda.InvokeAsync(TimeSpan.FromMinutes(5))).Kind);
            await function.StopAsync();
        }
    }
}
