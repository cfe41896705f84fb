using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class LatestQuoteTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Address = "/api/v1/quotes/latest";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_latest_quote_keeps_every_digit_of_the_store()
    {
        using var store = await fixture.NewStoreAsync();
        var quote = Samples.FullQuote with { Slot = MarketData.Slot(60) };
        await store.Writer.TryPutQuoteAsync(quote, Cancellation);
        await using var site = fixture.Site(store);

        using var response = await AnsweredAsync(site.CreateClient());

        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("BTC-USD", body.RootElement.GetProperty("symbol").GetString());
        Assert.Equal("20281.066418274113", body.RootElement.GetProperty("price").GetRawText());
        Assert.Equal("386725961571.17303", body.RootElement.GetProperty("marketCap").GetRawText());
        Assert.Equal("41006131889.123456789", body.RootElement.GetProperty("volume24h").GetRawText());
        Assert.Equal(quote.Slot.ToUnixTimeSeconds(), body.RootElement.GetProperty("slot").GetInt64());
        Assert.EndsWith("Z", body.RootElement.GetProperty("asOf").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_is_still_right_is_not_sent_again()
    {
        using var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), 64_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(MarketData.Slot().AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        await using var site = fixture.Site(store);
        var client = site.CreateClient();

        // Until the whole history is read, no copy may be kept at all.
        using var first = await WebSite.AskUntilAsync(client, Address, (response, _) => response.Headers.CacheControl?.MaxAge is not null);

        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.True(second.Headers.CacheControl!.Public);
        Assert.InRange(second.Headers.CacheControl.MaxAge!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Before_the_first_quote_it_says_when_one_is_expected()
    {
        using var store = await fixture.NewStoreAsync();
        await store.Writer.PutScheduleAsync(MarketData.Schedule(Samples.At("2099-01-01T00:05:00Z"), TimeSpan.FromMinutes(5)), Cancellation);
        await using var site = fixture.Site(store);
        var client = site.CreateClient();

        using var response = await WebSite.AskUntilAsync(client, Address, (_, body) => body.Contains("2099", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), response.Content.Headers.ContentType);
        Assert.Contains(
            "first reading is expected at 2099-01-01T00:05:00Z",
            await response.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.NotNull(response.Headers.RetryAfter);
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        Assert.Contains(
            "No data yet, first reading expected at 1 Jan 2099, 00:05:00 UTC",
            await page.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_missing_table_is_no_data_yet()
    {
        using var store = new PriceStoreHost(fixture.Endpoint);
        await using var site = fixture.Site(store);
        var client = site.CreateClient();

        using var health = await WebSite.AskUntilAsync(
            client,
            "/health",
            (_, body) => body.Contains("No quote yet", StringComparison.Ordinal)
        );

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        Assert.Contains("No data yet", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_slot_replaces_the_quote()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(20);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 64_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddSeconds(10), TimeSpan.FromSeconds(10)), Cancellation);
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        using var first = await AnsweredAsync(client);

        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot.AddSeconds(10), 65_000.5m), Cancellation);

        using var second = await WebSite.AskUntilAsync(
            client,
            Address,
            (_, body) => body.Contains("\"price\":65000.5,", StringComparison.Ordinal)
        );
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
    }

    private static Task<HttpResponseMessage> AnsweredAsync(HttpClient client) =>
        WebSite.AskUntilAsync(client, Address, (response, _) => response.IsSuccessStatusCode);
}
