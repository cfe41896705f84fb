using System.Net;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class RowFormatTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static readonly CandleDefaults NoDefaults = new(Interval: null, Source: "file");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task Quotes_come_page_by_page_as_lines_that_can_be_imported_without_loss(string suffix)
    {
        using var store = await fixture.NewStoreAsync();
        Quote[] stored =
        [
            .. Enumerable.Range(0, 25).Select(at => Samples.FullQuote with { Slot = Samples.At("2026-10-31T22:00Z").AddMinutes(5 * at) }),
        ];
        await StoreAsync(store, stored);
        await using var site = fixture.Site(store);
        var read = new List<Quote>();
        var pages = 0;

        for (var next = $"/api/v1/quotes.{suffix}?from=2026-10-31&to=2026-11-02&limit=10"; next is not null; pages++)
        {
            using var response = await site.CreateClient().GetAsync(new Uri(next, UriKind.Relative), Cancellation);
            read.AddRange(await ReadAsync(response, file => file.ReadQuotes()));
            next = NextOf(response);
        }

        Assert.Equal(3, pages);
        Assert.Equal(stored, read);
    }

    [Fact]
    public async Task An_end_between_two_seconds_loses_no_row_on_the_next_page()
    {
        using var store = await fixture.NewStoreAsync();
        Quote[] stored =
        [
            .. Enumerable.Range(0, 4).Select(at => Samples.FullQuote with { Slot = Samples.At("2026-10-31T22:00Z").AddSeconds(at) }),
        ];
        await StoreAsync(store, stored);
        await using var site = fixture.Site(store);

        var pages = await SlotsOfPagesAsync(site, "/api/v1/quotes?from=2026-10-31T22:00:00.25Z&to=2026-10-31T22:00:03.5Z&limit=1");

        Assert.Equal(stored[1..].Select(quote => quote.Slot.ToUnixTimeSeconds()), pages.SelectMany(slots => slots));
    }

    [Fact]
    public async Task Years_without_a_reading_are_passed_in_a_few_pages_and_nothing_is_lost()
    {
        using var store = await fixture.NewStoreAsync();
        Quote[] stored = [Samples.Quote("2012-12-31T23:55Z"), Samples.Quote("2013-01-01T00:00Z"), Samples.Quote("2024-11-03T00:00Z")];
        await StoreAsync(store, stored);
        await using var site = fixture.Site(store);

        var pages = await SlotsOfPagesAsync(site, "/api/v1/quotes?from=2009-01-03&to=2025-01-01");

        Assert.Equal(stored.Select(quote => quote.Slot.ToUnixTimeSeconds()), pages.SelectMany(slots => slots));
        Assert.InRange(pages.Count, 2, 10);
    }

    [Fact]
    public async Task Quotes_come_as_columns_with_every_digit()
    {
        using var store = await fixture.NewStoreAsync();
        await StoreAsync(store, [Samples.FullQuote, Samples.Quote("2026-11-01T00:00Z")]);
        await using var site = fixture.Site(store);

        using var json = JsonDocument.Parse(
            await site.CreateClient()
                .GetStringAsync(new Uri("/api/v1/quotes?from=2026-10-31&to=2026-11-02", UriKind.Relative), Cancellation)
        );

        Assert.Equal(
            [Samples.FullQuote.Slot.ToUnixTimeSeconds(), Samples.At("2026-11-01T00:00Z").ToUnixTimeSeconds()],
            json.RootElement.GetProperty("slot").EnumerateArray().Select(slot => slot.GetInt64())
        );
        Assert.Equal("20281.066418274113", json.RootElement.GetProperty("price")[0].GetRawText());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("marketCap")[1].ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Candles_as_csv_are_what_is_stored()
    {
        using var store = await fixture.NewStoreAsync();
        Candle[] stored = [Samples.FullCandle, Samples.Candle("2024-11-04T00:00Z", Interval.OneDay)];
        await MarketData.StoreAsync(store.Writer, stored);
        await using var site = fixture.Site(store);

        using var response = await site.CreateClient()
            .GetAsync(new Uri("/api/v1/candles.csv?interval=1d&from=2024-11-01&to=2024-12-01", UriKind.Relative), Cancellation);

        Assert.Equal(stored, await ReadAsync(response, file => file.ReadCandles(NoDefaults)));
    }

    [Fact]
    public async Task The_latest_quote_and_a_history_have_lines_too()
    {
        using var store = await fixture.NewStoreAsync();
        var slot = MarketData.Slot(secondsAgo: 10);
        await StoreAsync(store, [MarketData.Quote(slot, 64_000m)]);
        await MarketData.StoreAsync(store.Writer, MarketData.Walk(Interval.OneDay, slot, 30));
        await using var site = fixture.Site(store);
        using var client = site.CreateClient();
        using var _ = await site.AskForWholeAsync("/api/v1/history.csv?range=ALL", (_, body) => body.Split('\n').Length > 4);

        using var latest = await client.GetAsync(new Uri("/api/v1/quotes/latest.jsonl", UriKind.Relative), Cancellation);
        using var history = await client.GetAsync(new Uri("/api/v1/history.csv?range=ALL", UriKind.Relative), Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/history.csv?range=ALL")
        {
            Headers = { { "If-None-Match", history.Headers.ETag!.ToString() } },
        };
        using var unchanged = await client.SendAsync(again, Cancellation);

        Assert.Equal(MarketData.Quote(slot, 64_000m), Assert.Single(await ReadAsync(latest, file => file.ReadQuotes())));
        Assert.StartsWith(
            "time,interval,open,high,low,close",
            await history.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("text/csv", "text/csv")]
    [InlineData("application/x-ndjson", "application/jsonl")]
    [InlineData("text/html, text/*;q=0.4, application/json;q=0.5", "application/json")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "application/json")]
    [InlineData("application/json;q=0, */*", "text/csv")]
    [InlineData("image/png", "application/problem+json")]
    [InlineData("no media type", "application/problem+json")]
    public async Task The_form_is_the_one_that_the_caller_likes_best(string accept, string expected)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/candles?interval=1d");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var response = await site.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", response.Headers.Vary);
        Assert.Equal(expected == "application/problem+json" ? HttpStatusCode.NotAcceptable : HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("10001")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999")]
    public async Task A_limit_out_of_bounds_is_refused_by_its_name(string limit)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        foreach (var series in new[] { "quotes?", "candles.csv?interval=5m&" })
        {
            using var response = await site.CreateClient()
                .GetAsync(new Uri($"/api/v1/{series}limit={limit}", UriKind.Relative), Cancellation);

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("from 1 to 10000", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    private static async Task<List<long[]>> SlotsOfPagesAsync(WebSite site, string address)
    {
        var pages = new List<long[]>();
        for (var next = address; next is not null; )
        {
            using var json = JsonDocument.Parse(await site.CreateClient().GetStringAsync(new Uri(next, UriKind.Relative), Cancellation));
            pages.Add([.. json.RootElement.GetProperty("slot").EnumerateArray().Select(slot => slot.GetInt64())]);
            next = json.RootElement.GetProperty("next").GetString();
        }

        return pages;
    }

    private static async Task StoreAsync(PriceStoreHost store, IEnumerable<Quote> quotes)
    {
        foreach (var quote in quotes)
        {
            await store.Writer.TryPutQuoteAsync(quote, Cancellation);
        }
    }

    private static string? NextOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links) ? Assert.Single(links).Split('<', '>')[1] : null;

    /// <summary>Reads an answer as import does.</summary>
    private static async Task<IReadOnlyList<T>> ReadAsync<T>(HttpResponseMessage response, Func<PriceFile, IEnumerable<T>> read)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "answer");
        await File.WriteAllTextAsync(path, await response.Content.ReadAsStringAsync(Cancellation), Cancellation);
        using var file = PriceFile.Open(path);
        return [.. read(file)];
    }
}
