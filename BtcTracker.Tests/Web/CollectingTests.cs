using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>While history is being collected, its chart is drawn once there is something to draw.</summary>
[Trait("Level", "Web")]
public sealed class CollectingTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task The_first_candle_is_no_flat_line_and_the_second_begins_the_chart(int candles, bool isDrawn)
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot();
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.FiveMinutes, slot.AddMinutes(-5), candles, 92_481.17m));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_481.17m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddHours(1), TimeSpan.FromHours(1)), Cancellation);
        await store.Writer.PutBackfillProgressAsync(MarketData.Backfill(0), Cancellation);
        await using var site = fixture.Site(store);

        using var response = await site.AskForWholeAsync("/", (_, body) => body.Contains("<progress", StringComparison.Ordinal));
        var page = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(isDrawn, page.Contains("class=\"line\"", StringComparison.Ordinal));
        Assert.Equal(!isDrawn, page.Contains("Collecting the last 24 hours", StringComparison.Ordinal));
    }
}
