using System.Globalization;
using System.Net;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class StoredQuoteTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Body = "{ \"price\" :\t67444.0, \"small\": 2.17E-05, \"name\": \"\\u0042TC ₿ <b>\" }";

    private static readonly Dictionary<string, string> ShowsBodies = new() { ["Web:RawBodies"] = "true" };

    private static readonly Quote Stored = Samples.FullQuote;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-10-31T23:55:00Z")]
    [InlineData("2026-11-01T01:55:00%2B02:00")]
    [InlineData("1793490900")]
    public async Task A_slots_quote_comes_with_its_own_time_and_its_body_character_by_character(string slot)
    {
        using var store = await fixture.NewStoreAsync();
        await StoreAsync(store, Body);
        await using var site = fixture.Site(store, settings: ShowsBodies);

        using var response = await AskAsync(site, slot);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(Body, json.RootElement.GetProperty("body").GetRawText());
        Assert.False(json.RootElement.GetProperty("bodyWithheld").GetBoolean());
        Assert.Equal("20281.066418274113", json.RootElement.GetProperty("price").GetRawText());
        Assert.Equal("coinmarketcap", json.RootElement.GetProperty("source").GetString());
        Assert.Equal(Stored.AsOf, DateTimeOffset.Parse(json.RootElement.GetProperty("asOf").GetString()!, CultureInfo.InvariantCulture));
        Assert.Equal(Stored.Slot.ToUnixTimeSeconds(), json.RootElement.GetProperty("slot").GetInt64());
    }

    [Fact]
    public async Task A_site_gives_no_body_and_says_so_unless_its_operator_lets_it()
    {
        using var store = await fixture.NewStoreAsync();
        await StoreAsync(store, Body);
        await using var site = fixture.Site(store);

        using var response = await AskAsync(site, "1793490900");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(TimeSpan.FromHours(1), response.Headers.CacheControl!.MaxAge);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("body").ValueKind);
        Assert.True(json.RootElement.GetProperty("bodyWithheld").GetBoolean());
        Assert.Equal("20281.066418274113", json.RootElement.GetProperty("price").GetRawText());
    }

    [Fact]
    public async Task A_quote_without_a_body_says_so_and_is_not_kept_for_long()
    {
        using var store = await fixture.NewStoreAsync();
        await StoreAsync(store, body: null);
        await using var site = fixture.Site(store, settings: ShowsBodies);

        using var response = await AskAsync(site, "1793490900");

        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.CacheControl!.MaxAge);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("body").ValueKind);
    }

    [Theory]
    [InlineData("1793490901", HttpStatusCode.NotFound, "no quote of the slot 2026-10-31T23:55:01Z")]
    [InlineData("253402300799", HttpStatusCode.NotFound, "no quote of the slot 9999-12-31")]
    [InlineData("-62135596800", HttpStatusCode.NotFound, "no quote of the slot 0001-01-01")]
    [InlineData("2026-10-31T23:55:00.5Z", HttpStatusCode.BadRequest, "not on a whole second")]
    [InlineData("newest", HttpStatusCode.BadRequest, "ISO 8601")]
    [InlineData("2026-02-30", HttpStatusCode.BadRequest, "ISO 8601")]
    [InlineData("1e9", HttpStatusCode.BadRequest, "ISO 8601")]
    public async Task A_slot_without_a_quote_and_one_that_is_none_have_different_errors(string slot, HttpStatusCode status, string words)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        using var response = await AskAsync(site, slot);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains(words, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            status == HttpStatusCode.BadRequest,
            problem.RootElement.TryGetProperty("errors", out var errors) && errors.TryGetProperty("slot", out _)
        );
    }

    private static async Task StoreAsync(PriceStoreHost store, string? body)
    {
        await store.Writer.TryPutQuoteAsync(Stored, Cancellation);
        if (body is not null)
        {
            await store.Writer.TryPutRawReadingAsync(new RawReading(Stored.Symbol, Stored.Slot, Stored.Source, body), Cancellation);
        }
    }

    private static Task<HttpResponseMessage> AskAsync(WebSite site, string slot) =>
        site.CreateClient().GetAsync(new Uri($"/api/v1/quotes/{slot}", UriKind.Relative), Cancellation);
}
