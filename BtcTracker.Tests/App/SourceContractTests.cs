using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.MarketSim.Markets;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BtcTracker.Tests.App;

/// <summary>Every source that ingest registers, over HTTP against the simulated market, each of its calls.</summary>
[Trait("Level", "App")]
public sealed class SourceContractTests : IAsyncLifetime
{
    private IngestWorld? _world;
    private IHost? _ingest;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        _ingest = IngestApp.CreateBuilder(_world.Arguments(("Sources__CoinMarketCap__ApiKey", MarketSimHost.Key))).Build();
    }

    public async ValueTask DisposeAsync()
    {
        _ingest?.Dispose();
        await _world!.DisposeAsync();
    }

    [Fact]
    public async Task Each_quote_source_returns_an_acceptable_quote_for_the_slot()
    {
        var slot = MarketData.Slot();
        var sources = _ingest!.Services.GetRequiredService<IReadOnlyList<IQuoteSource>>();
        Assert.Contains("demo:coinmarketcap", sources.Select(source => source.Name));
        foreach (var source in sources)
        {
            var (quote, _) = await source.ReadQuoteAsync(Symbol.BtcUsd, slot, Token);

            Assert.Equal((source.Name, slot), (quote.Source, quote.Slot));
            Assert.Null(QuoteChecks.Check(quote, new Measure(null, quote.Price), TimeProvider.System.GetUtcNow()));
        }
    }

    [Fact]
    public async Task Each_source_of_candles_gives_the_markets_own_in_each_stored_interval()
    {
        foreach (
            var (source, interval) in _ingest!
                .Services.GetServices<ICandleSource>()
                .SelectMany(source => Interval.Stored.Select(interval => (source, interval)))
        )
        {
            var end = interval.OpenTimeOf(TimeProvider.System.GetUtcNow());
            var range = new TimeRange(end - (20 * interval.Length), end);

            var candles = await source.ReadCandlesAsync(Symbol.BtcUsd, interval, range, Token);

            var expected = new DemoMarket(IngestWorld.Seed).Candles(interval, range, TimeProvider.System.GetUtcNow());
            Assert.Equal(expected.Select(candle => candle with { N = 1, Rank = CandleRank.Exchange, Source = source.Name }), candles);
        }
    }
}
