using Amazon.DynamoDBv2.Model;
using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.App;

/// <summary>Ingest's environment: a simulated market over HTTP and a real store, for one test.</summary>
internal sealed class IngestWorld : IAsyncDisposable
{
    /// <summary>The demo market's story.</summary>
    public const long Seed = 21;

    /// <summary>
    /// The time between slots. Less would leave a source less than most of a second to answer, which a busy machine needs.
    /// </summary>
    public static readonly TimeSpan Slot = TimeSpan.FromSeconds(2);

    private static readonly TimeRange Always = new(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly PriceStoreHost _prices;

    private IngestWorld(EmbeddedStore store, MarketSimHost market) =>
        (Store, Market, _prices) = (store, market, new PriceStoreHost(store.Endpoint));

    public EmbeddedStore Store { get; }

    public MarketSimHost Market { get; }

    public IPriceReader Reader => _prices.Reader;

    public IPriceWriter Writer => _prices.Writer;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<IngestWorld> StartAsync(string? engine = null) =>
        await StartOverAsync(await EmbeddedStore.StartAsync(engine, Token));

    /// <summary>Starts a market beside a store, which ends with it.</summary>
    public static async Task<IngestWorld> StartOverAsync(EmbeddedStore store) =>
        new(store, await MarketSimHost.StartAsync(clock: null, $"--Market:Seed={Seed}"));

    /// <summary>The variables of an ingest that reads in each <see cref="Slot"/>, with some of them set otherwise.</summary>
    public Dictionary<string, string> Environment(params (string Name, string Value)[] changes)
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_DYNAMODB"] = Store.Endpoint.OriginalString,
            ["Store__Table"] = _prices.Table,
            ["Market__Mode"] = "demo",
            ["Ingest__Interval"] = Slot.ToString(),
            ["Sources__CoinMarketCap__BaseAddress"] = Market.Address,
            ["Sources__Coinbase__BaseAddress"] = Market.Address,
            ["Sources__Bitstamp__BaseAddress"] = Market.Address,
            ["Sources__Kraken__BaseAddress"] = Market.Address,
            ["Sources__EuropeanCentralBank__BaseAddress"] = Market.Address,
        };
        foreach (var (name, value) in changes)
        {
            variables[name] = value;
        }

        return variables;
    }

    /// <summary>The same as a host's arguments, for what runs inside the test.</summary>
    public string[] Arguments(params (string Name, string Value)[] changes) =>
        [.. Environment(changes).Select(variable => $"--{variable.Key.Replace("__", ":", StringComparison.Ordinal)}={variable.Value}")];

    /// <summary>Puts what is no quote where one belongs.</summary>
    public Task PutUnreadableQuoteAsync(DateTimeOffset slot) =>
        _prices.PutAsync(
            new()
            {
                ["pk"] = new AttributeValue($"Q#BTC-USD#{slot:yyyy-MM}"),
                ["sk"] = new AttributeValue { N = $"{slot.ToUnixTimeSeconds()}" },
                ["asOf"] = new AttributeValue { N = "1e30" },
            },
            Token
        );

    /// <summary>The web over the same store.</summary>
    public WebSite Site(string mode = "demo") => new(Store.Endpoint, _prices.Table, mode);

    public async Task<List<Quote>> QuotesAsync() => await Reader.ReadQuotesAsync(Symbol.BtcUsd, Always, Token).ToListAsync(Token);

    public async Task<List<Candle>> CandlesAsync(Interval interval) =>
        await Reader.ReadCandlesAsync(Symbol.BtcUsd, interval, Always, Token).ToListAsync(Token);

    public async Task<List<Gap>> GapsAsync() => await Reader.ReadGapsAsync(Symbol.BtcUsd, Always, Token).ToListAsync(Token);

    /// <summary>Asserts that each slot from the first stored one to the last has a quote or is marked as missed, and never both.</summary>
    public async Task AssertEverySlotIsStoredOrMissedAsync(TimeSpan interval)
    {
        var stored = (await QuotesAsync()).Select(quote => quote.Slot).ToList();
        var missed = (await GapsAsync()).SelectMany(gap =>
            Enumerable.Range(0, (int)gap.Count).Select(place => gap.FirstSlot + (place * gap.Interval))
        );
        var reported = stored.Concat(missed.Where(slot => slot < stored[^1])).Order().ToList();
        var expected = Enumerable.Range(0, (int)((stored[^1] - stored[0]) / interval) + 1).Select(place => stored[0] + (place * interval));
        Assert.Equal(expected, reported.SkipWhile(slot => slot < stored[0]));
    }

    /// <summary>Asserts that each own candle is the one of its stored quotes, and that none is missing.</summary>
    public async Task AssertOwnCandlesEqualTheirQuotesAsync()
    {
        var quotes = await QuotesAsync();
        Assert.NotEmpty(quotes);
        foreach (var interval in Interval.Stored)
        {
            var expected = quotes
                .GroupBy(quote => interval.OpenTimeOf(quote.Slot))
                .Select(group => Rollup.FromQuotes(group, interval, group.Key))
                .OfType<Candle>()
                .ToList();
            var stored = (await CandlesAsync(interval)).ToDictionary(candle => candle.OpenTime);
            foreach (var candle in expected)
            {
                // One that closed meanwhile may be the exchange's, which is worth more.
                Assert.True(
                    stored.TryGetValue(candle.OpenTime, out var found),
                    $"The {interval} candle of {candle.OpenTime:u} is missing."
                );
                Assert.True(found == candle || found.Rank > CandleRank.Own, $"Stored {found}\nbut the quotes give {candle}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _prices.Dispose();
        await Store.DisposeAsync();
        await Market.DisposeAsync();
    }
}
