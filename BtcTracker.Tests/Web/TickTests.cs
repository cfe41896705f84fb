using System.Net.ServerSentEvents;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Encoding;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Web;

/// <summary>A live tick reaches every viewer, and enters no history.</summary>
[Trait("Level", "Web")]
public sealed class TickTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Address = "/api/v1/ticker";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_is_sent_each_new_tick_after_the_latest_quote()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        await using var stream = await site.CreateClient().GetStreamAsync(new Uri("/api/v1/stream", UriKind.Relative), Cancellation);
        await using var events = SseParser.Create(stream).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.Equal("quote", await NextAsync(events));
        await TickAsync(store, 64_100.5m);
        Assert.Equal("tick", await NextAsync(events));
        var first = events.Current;
        await TickAsync(store, 64_200m);
        Assert.Equal("tick", await NextAsync(events));

        Assert.Null(first.EventId);
        Assert.Contains("\"price\":64100.5,", first.Data, StringComparison.Ordinal);
        Assert.Contains("\"isTick\":true", first.Data, StringComparison.Ordinal);
        Assert.Contains("\"price\":64200,", events.Current.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ticker_and_the_badge_give_the_tick_and_every_other_address_the_quote()
    {
        using var store = await StoreAsync();
        await TickAsync(store, 64_100.5m);
        await using var site = fixture.Site(store);
        await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        using var client = site.CreateClient();

        using var ticker = JsonDocument.Parse(await client.GetStringAsync(new Uri(Address, UriKind.Relative), Cancellation));
        using var badge = await WebSite.AskUntilAsync(
            client,
            "/badge.svg",
            (_, body) => body.Contains("$64,100.50", StringComparison.Ordinal)
        );

        Assert.Equal(64_100.5m, ticker.RootElement.GetProperty("price").GetDecimal());
        Assert.Equal("Coinbase", ticker.RootElement.GetProperty("sourceName").GetString());
        foreach (
            var address in new[]
            {
                "/api/v1/quotes/latest",
                "/api/v1/history?range=1D",
                "/api/v1/stats",
                "/api/v1/quotes",
                "/api/v1/candles?interval=5m",
            }
        )
        {
            Assert.DoesNotContain(
                "64100.5",
                await client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task The_ticker_gives_the_latest_quote_where_no_tick_is_newer()
    {
        using var store = await StoreAsync();
        await store.Writer.TryPutTickAsync(new Tick(1m, TimeProvider.System.GetUtcNow().AddHours(-1), "coinbase"), Cancellation);
        await using var site = fixture.Site(store);
        await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);

        using var ticker = JsonDocument.Parse(await site.CreateClient().GetStringAsync(new Uri(Address, UriKind.Relative), Cancellation));

        Assert.Equal(
            (64_000m, false),
            (ticker.RootElement.GetProperty("price").GetDecimal(), ticker.RootElement.GetProperty("isTick").GetBoolean())
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_ticker_says_whether_a_quote_is_confirmed(bool isConfirmed)
    {
        using var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(20), 64_000m) with { Confirmed = isConfirmed }, Cancellation);
        await using var site = fixture.Site(store);
        await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);

        using var ticker = JsonDocument.Parse(await site.CreateClient().GetStringAsync(new Uri(Address, UriKind.Relative), Cancellation));

        Assert.Equal(isConfirmed, ticker.RootElement.GetProperty("confirmed").GetBoolean());
    }

    [Fact]
    public async Task Before_the_first_quote_the_ticker_says_that_there_is_none()
    {
        using var store = await fixture.NewStoreAsync();
        await TickAsync(store, 64_100.5m);
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient().GetAsync(new Uri(Address, UriKind.Relative), Cancellation);

        Assert.Equal((503, "5"), ((int)response.StatusCode, response.Headers.RetryAfter!.ToString()));
        Assert.Null(site.Services.GetRequiredService<CurrentTick>().Value);
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        do
        {
            Assert.True(await events.MoveNextAsync());
        } while (events.Current.EventType == "history");

        return events.Current.EventType;
    }

    private static Task<bool> TickAsync(PriceStoreHost store, decimal price) =>
        store.Writer.TryPutTickAsync(new Tick(price, TimeProvider.System.GetUtcNow(), "coinbase"), Cancellation);

    private async Task<PriceStoreHost> StoreAsync()
    {
        var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(20);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 64_000m), Cancellation);
        var schedule = MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)) with { TickPeriod = TimeSpan.FromSeconds(2) };
        await store.Writer.PutScheduleAsync(schedule, Cancellation);
        return store;
    }
}
