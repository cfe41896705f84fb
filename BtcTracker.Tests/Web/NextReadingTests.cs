using System.Text.Json;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Web;

/// <summary>When the next reading is due, as the server says it: a time, since a page without a script cannot count.</summary>
[Trait("Level", "Web")]
public sealed class NextReadingTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Words = "next reading ";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_and_api_show_the_next_slot()
    {
        var slot = MarketData.Slot(5);
        using var store = await StoreAsync(slot, staleAfter: TimeSpan.FromHours(1));
        await using var site = fixture.Site(store);

        var page = await AskAsync(site, "/", Words);

        var next = slot + Interval;
        Assert.Contains(
            $"{Words}<time data-live=\"next\" datetime=\"{Times.Iso(next)}\">{Times.Clock(next)}</time>",
            page,
            StringComparison.Ordinal
        );
        using var latest = JsonDocument.Parse(await AskAsync(site, "/api/v1/quotes/latest", "nextAt"));
        Assert.Equal(next, latest.RootElement.GetProperty("nextAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Nothing_is_said_while_the_price_is_stale()
    {
        using var store = await StoreAsync(MarketData.Slot(5), staleAfter: TimeSpan.FromSeconds(1));
        await using var site = fixture.Site(store);

        Assert.DoesNotContain(Words, await AskAsync(site, "/", "data-kind=\"stale\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_without_a_schedule()
    {
        using var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(5), 64_000m), Cancellation);
        await using var site = fixture.Site(store);

        Assert.DoesNotContain(Words, await AskAsync(site, "/", "$64,000.00"), StringComparison.Ordinal);
        using var latest = JsonDocument.Parse(await AskAsync(site, "/api/v1/quotes/latest", "64000"));
        Assert.Equal(JsonValueKind.Null, latest.RootElement.GetProperty("nextAt").ValueKind);
    }

    [Fact]
    public async Task A_frame_has_no_room_for_it()
    {
        using var store = await StoreAsync(MarketData.Slot(5), staleAfter: TimeSpan.FromHours(1));
        await using var site = fixture.Site(store);

        await AskAsync(site, "/", Words);
        Assert.DoesNotContain(Words, await AskAsync(site, "/embed", "$64,000.00"), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(WebSite site, string address, string text)
    {
        using var response = await WebSite.AskUntilAsync(
            site.CreateClient(),
            address,
            (_, body) => body.Contains(text, StringComparison.Ordinal)
        );
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<PriceStoreHost> StoreAsync(DateTimeOffset slot, TimeSpan staleAfter)
    {
        var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 64_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot + Interval, Interval) with { StaleAfter = staleAfter }, Cancellation);
        return store;
    }
}
