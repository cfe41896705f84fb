using System.Net;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class StoreUnavailableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_snapshot_is_served_with_its_age_until_the_store_is_back()
    {
        await using var engine = await EmbeddedStore.StartAsync(null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        var slot = MarketData.Slot(secondsAgo: 10);
        await store.Writer.EnsureTableAsync(Cancellation);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 64_000m), Cancellation);
        await store.Writer.PutScheduleAsync(
            MarketData.Schedule(slot.AddSeconds(1), TimeSpan.FromSeconds(1)) with
            {
                StaleAfter = TimeSpan.FromHours(1),
            },
            Cancellation
        );
        await using var site = new WebSite(engine.Endpoint, store.Table);
        var client = site.CreateClient();
        await WebSite.AskUntilAsync(client, "/health", (_, body) => body.Contains("\"healthy\"", StringComparison.Ordinal));

        using var complete = await WebSite.AskUntilAsync(client, "/api/v1/rates", (response, _) => response.IsSuccessStatusCode);

        await engine.KillAsync();

        using var health = await WebSite.AskUntilAsync(
            client,
            "/health",
            (_, body) => body.Contains("the last snapshot is served", StringComparison.Ordinal)
        );
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using var quote = await client.GetAsync(new Uri("/api/v1/quotes/latest", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, quote.StatusCode);
        using var candles = await client.GetAsync(new Uri("/api/v1/candles?interval=1d", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, candles.StatusCode);
        Assert.DoesNotContain(engine.Endpoint.Authority, await candles.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var rates = await client.GetAsync(new Uri("/api/v1/rates", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, rates.StatusCode);
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);
        Assert.Contains("The price store has not answered since", page, StringComparison.Ordinal);
        Assert.Contains("$64,000.00", page, StringComparison.Ordinal);

        await engine.StartAgainAsync(Cancellation);

        await WebSite.AskUntilAsync(client, "/health", (_, body) => body.Contains("\"healthy\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_data_it_is_not_ready_but_alive()
    {
        await using var engine = await EmbeddedStore.StartAsync(null, Cancellation);
        await engine.KillAsync();
        await using var site = new WebSite(engine.Endpoint, "never-there");
        var client = site.CreateClient();

        using var health = await WebSite.AskUntilAsync(
            client,
            "/health",
            (_, body) => body.Contains("unhealthy", StringComparison.Ordinal)
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        using var alive = await client.GetAsync(new Uri("/alive", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        Assert.Contains("The price store does not answer", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
