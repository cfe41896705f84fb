using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class SnapshotServingTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Served =>
        ["/", "/?range=1Y", "/api/v1/quotes/latest", "/api/v1/history?range=1M", "/chart/1M", "/api/v1/stats"];

    [Theory]
    [MemberData(nameof(Served))]
    public async Task What_is_served_often_is_the_same_in_every_encoding(string address)
    {
        await using var site = await FilledSiteAsync();
        var client = site.CreateClient();

        using var plain = await AskAsync(client, address);
        using var brotli = await AskAsync(client, address, "br");
        using var gzip = await AskAsync(client, address, "gzip");

        var bytes = await plain.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(bytes, await DecodeAsync(brotli, stream => new BrotliStream(stream, CompressionMode.Decompress)));
        Assert.Equal(bytes, await DecodeAsync(gzip, stream => new GZipStream(stream, CompressionMode.Decompress)));
        Assert.Equal(["br"], brotli.Content.Headers.ContentEncoding);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.All(
            [plain, brotli, gzip],
            response =>
            {
                Assert.Contains("Accept-Encoding", response.Headers.Vary);
                Assert.Equal(plain.Headers.ETag, response.Headers.ETag);
                Assert.True(response.Headers.CacheControl!.Public);
            }
        );
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_copy_that_is_still_right_is_answered_without_a_body(string address)
    {
        await using var site = await FilledSiteAsync();
        var client = site.CreateClient();
        using var first = await AskAsync(client, address, "br");

        using var again = await AskAsync(client, address, "br", first.Headers.ETag!.ToString());
        using var oneOfMany = await AskAsync(client, address, "br", $"\"other\", {first.Headers.ETag}");
        using var any = await AskAsync(client, address, "br", "*");
        using var garbage = await AskAsync(client, address, "br", "W/\"");

        Assert.All([again, oneOfMany, any], response => Assert.Equal(HttpStatusCode.NotModified, response.StatusCode));
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(HttpStatusCode.OK, garbage.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_head_request_gets_the_headers_without_the_body(string address)
    {
        await using var site = await FilledSiteAsync();
        var client = site.CreateClient();
        using var whole = await AskAsync(client, address);

        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var head = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(whole.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task One_drawing_of_the_page_serves_all_viewers_until_the_next_quote()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = await FilledSiteAsync(store);
        var client = site.CreateClient();

        var tags = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await AskAsync(client, "/")).Headers.ETag));
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(), 99_123.45m), Cancellation);

        var first = Assert.Single(tags.Distinct());
        using var next = await WebSite.AskUntilAsync(client, "/", (_, body) => body.Contains("$99,123.45", StringComparison.Ordinal));
        Assert.NotEqual(first, next.Headers.ETag);
        Assert.Equal(TimeSpan.Zero, next.Headers.CacheControl!.MaxAge);
    }

    [Fact]
    public async Task The_ranges_move_on_while_no_quote_comes()
    {
        using var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(60), 92_481.17m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(MarketData.Slot().AddHours(6), TimeSpan.FromHours(6)), Cancellation);
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = new WebSite(fixture.Endpoint, store.Table, clock: clock);
        var first = (await CompleteAsync(site)).ReadAt;

        await Eventually.IsTrueAsync(() => MovesOn(clock, site, first), Cancellation);
    }

    [Fact]
    public async Task An_address_with_anything_else_in_its_query_shows_the_page_of_what_is_known()
    {
        await using var site = await FilledSiteAsync();
        var client = site.CreateClient();

        using var known = await AskAsync(client, "/?range=1Y");
        using var other = await AskAsync(client, "/?RANGE=1y&utm_source=a-letter");

        Assert.Equal(known.Headers.ETag, other.Headers.ETag);
        Assert.Contains("Over the last year", await other.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient client,
        string address,
        string? encoding = null,
        string? ifNoneMatch = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (encoding is not null)
        {
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        return await client.SendAsync(request, Cancellation);
    }

    private static async Task<byte[]> DecodeAsync(HttpResponseMessage response, Func<Stream, Stream> decoder)
    {
        await using var decoded = decoder(await response.Content.ReadAsStreamAsync(Cancellation));
        using var plain = new MemoryStream();
        await decoded.CopyToAsync(plain, Cancellation);
        return plain.ToArray();
    }

    private async Task<WebSite> FilledSiteAsync()
    {
        using var store = await fixture.NewStoreAsync();
        return await FilledSiteAsync(store);
    }

    private async Task<WebSite> FilledSiteAsync(Storage.PriceStoreHost store)
    {
        var days = MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 400);
        await MarketData.StoreAsync(store.Writer, days);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(60), 92_481.17m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(MarketData.Slot(), TimeSpan.FromMinutes(1)), Cancellation);
        var site = fixture.Site(store);
        await CompleteAsync(site);
        return site;
    }

    private static async Task<MarketSnapshot> CompleteAsync(WebSite site)
    {
        site.CreateClient();
        var current = site.Services.GetRequiredService<CurrentSnapshot>();
        await Eventually.IsTrueAsync(() => current.Value is { IsComplete: true, Latest: not null }, Cancellation);
        return current.Value;
    }

    private static bool MovesOn(ManualTimeProvider clock, WebSite site, DateTimeOffset from)
    {
        clock.Advance(TimeSpan.FromSeconds(20));
        return site.Services.GetRequiredService<CurrentSnapshot>().Value.ReadAt >= from.AddMinutes(1);
    }
}
