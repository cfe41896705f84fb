using System.Collections.Concurrent;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
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
        var first = await Eventually.GetAsync(() => Task.FromResult(published.FirstOrDefault(snapshot => snapshot.Latest is not null)), snapshot => snapshot is not null, Cancellation);
        await reader.StopAsync(Cancellation);

        Assert.Equal(Days, first!.History.Stored(Interval.OneDay).Length);
        Assert.Equal(days[0].OpenTime, first.Stats!.FirstDay);
    }
}
