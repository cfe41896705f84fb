using BtcTracker.Market;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.App;

[Trait("Level", "App")]
public sealed class IngestBackfillTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backfilled_candles_are_the_markets_own_and_a_restart_goes_on_from_the_watermark()
    {
        await using var world = await IngestWorld.CreateAsync(Cancelled, "--Ingest:Interval=1h");
        await world.StartIngestAsync(Cancelled);
        await world.WaitForBackfillAsync(Interval.OneHour, Cancelled);

        var now = TimeProvider.System.GetUtcNow();
        foreach (var (interval, reach) in new[] { (Interval.FiveMinutes, 6), (Interval.OneHour, 399), (Interval.OneDay, 2500) })
        {
            var range = new TimeRange(interval.OpenTimeOf(now.AddDays(-reach)), interval.OpenTimeOf(now.AddHours(-1)));
            var stored = await world.Reader.ReadCandlesAsync(Symbol.BtcUsd, interval, range, Cancelled).ToListAsync(Cancelled);
            Assert.Equal(world.Market.Candles(interval, range, now).Select(candle => candle with { N = 1, Source = "demo:coinbase" }), stored);
        }

        await world.StopIngestAsync();
        var network = new RequestCounter();
        await world.StartIngestAsync(Cancelled, builder => builder.Services.AddHttpClient("coinbase").AddHttpMessageHandler(() => network));
        await world.UntilAsync(() => Task.FromResult(network.Candles > 0), "the last few candles", Cancelled);
        await world.StopIngestAsync();
        Assert.InRange(network.Candles, 1, 3);
    }

    private sealed class RequestCounter : DelegatingHandler
    {
        private int _candles;

        public int Candles => _candles;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/candles", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _candles);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
