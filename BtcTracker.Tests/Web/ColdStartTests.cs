using System.Collections.Concurrent;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Polling;
using BtcTracker.Web.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class ColdStartTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const int Days = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_price_that_is_served_has_every_day_behind_it()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var store = await fixture.NewStoreAsync();
        var days = MarketData.Walk(Interval.OneDay, now, Days);
        await MarketData.StoreAsync(store.Writer, days);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), days[^1].Close), Cancellation);
        var (current, published) = (new CurrentSnapshot(TimeProvider.System), new ConcurrentQueue<MarketSnapshot>());
        current.Changed += (_, _) => published.Enqueue(current.Value);
        using var reader = new SnapshotReader(store.Reader, current, TimeProvider.System, NullLogger<SnapshotReader>.Instance);

        await reader.StartAsync(Cancellation);
        var first = await Eventually.GetAsync(
            () => Task.FromResult(published.FirstOrDefault(snapshot => snapshot.Latest is not null)),
            snapshot => snapshot is not null,
            Cancellation
        );
        await reader.StopAsync(Cancellation);

        Assert.Equal(Days, first!.History.Stored(Interval.OneDay).Length);
        Assert.Equal(days[0].OpenTime, first.Stats!.FirstDay);
    }

    [Fact]
    public async Task Nobody_keeps_what_is_served_before_the_whole_history_is_in()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, now, Days));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), 64_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(MarketData.Slot(-300), TimeSpan.FromMinutes(5)), Cancellation);

        // The hours of 400 days ago are only in a complete reload.
        await using var held = await HeldStore.StartAsync(fixture.Endpoint, $"C#BTC-USD#1h#{now.AddDays(-400).Year}");
        await using var site = new WebSite(held.Endpoint, store.Table);
        using var client = site.CreateClient();
        using var _ = await WebSite.AskUntilAsync(client, "/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);

        string[] addresses = ["/api/v1/history?range=ALL", "/api/v1/stats", "/", "/badge.svg"];
        foreach (var address in addresses)
        {
            using var part = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
            Assert.True(part.Headers.CacheControl!.NoCache, address);
        }

        held.Release();
        foreach (var address in addresses)
        {
            using var whole = await WebSite.AskUntilAsync(client, address, (response, _) => !response.Headers.CacheControl!.NoCache);
            Assert.True((whole.Headers.CacheControl!.SharedMaxAge ?? whole.Headers.CacheControl.MaxAge) > TimeSpan.Zero, address);
        }
    }
}
