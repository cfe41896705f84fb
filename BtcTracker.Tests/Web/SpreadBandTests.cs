using System.Net;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>The band of how far the sources were apart, on the page and in its images, with words that explain it.</summary>
[Trait("Level", "Web")]
public sealed class SpreadBandTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/?range=1D&lang=en", "How far the sources were apart")]
    [InlineData("/?range=1D&lang=es&type=candles&unit=sat", "Cuánto diferían las fuentes")]
    public async Task A_page_draws_it_and_says_what_it_is(string address, string legend)
    {
        using var store = await StoreAsync(spread: 0.002m);
        await using var site = fixture.Site(store);

        var page = await PageAsync(site, address);

        Assert.Contains("<path class=\"band\" d=\"M", page, StringComparison.Ordinal);
        Assert.Contains($"data-part=\"band-legend\">{legend}<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_draws_it_and_says_what_it_is()
    {
        using var store = await StoreAsync(spread: 0.002m);
        await using var site = fixture.Site(store);
        await PageAsync(site, "/?range=1D");

        var image = await site.CreateClient().GetStringAsync(new Uri("/chart.svg?range=1D&lang=en", UriKind.Relative), Cancellation);

        Assert.Contains("fill=\"#7690a9\" fill-opacity=\"0.35\"", image, StringComparison.Ordinal);
        Assert.Contains("How far the sources were apart", image, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_comparison_neither_has_a_band_or_a_word_of_it()
    {
        using var store = await StoreAsync(spread: null);
        await using var site = fixture.Site(store);

        var page = await PageAsync(site, "/?range=1D&lang=en");
        var image = await site.CreateClient().GetStringAsync(new Uri("/chart.svg?range=1D&lang=en", UriKind.Relative), Cancellation);

        Assert.DoesNotContain("class=\"band\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("How far the sources", page + image, StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(WebSite site, string address)
    {
        using var response = await site.AskForWholeAsync(address, (_, body) => body.Contains("class=\"plot\"", StringComparison.Ordinal));
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<PriceStoreHost> StoreAsync(decimal? spread)
    {
        var (store, slot) = (await fixture.NewStoreAsync(), MarketData.Slot(10));
        var candles = MarketData.Walk(Interval.FiveMinutes, slot, 288).Select(candle => candle with { Spread = spread });
        await MarketData.StoreAsync(store.Writer, [.. candles, .. MarketData.Walk(Interval.OneDay, slot, 3)]);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        return store;
    }
}
