using System.Net;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>The purchases of people's own records.</summary>
[Trait("Level", "Web")]
public sealed class HolderPurchaseTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Purchases_are_listed_in_pages_with_their_sums_and_deleted_one_by_one()
    {
        using var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(), 80_000m), Cancellation);
        await using var site = fixture.Site(store);
        using var _ = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Zoë");
        await holders.PostAsync(
            "Zoë",
            token,
            """{"date": "2020-01-02", "place": " Café, \"Sol\" ", "amount": 0.50000001, "paid": 4000.5, "currency": "usd"}"""
        );
        await holders.PostAsync("Zoë", token, """{"date": "2019-01-02", "amount": 1e0, "paid": 4000}""");
        var last = await holders.PostAsync("Zoë", token, """{"date": "2021-01-02", "amount": 0.5, "paid": 0}""");

        var first = await holders.AskAsync(HttpMethod.Get, "Zoë/purchases?size=2", token);
        var next = first.Json.GetProperty("next").GetString()!;
        var second = await holders.AskAsync(HttpMethod.Get, next[HolderClient.Holders.Length..], token);
        var record = await holders.AskAsync(HttpMethod.Get, "Zoë", token);

        Assert.Equal(
            ["2019-01-02", "2020-01-02"],
            first.Json.GetProperty("purchases").EnumerateArray().Select(purchase => purchase.GetProperty("date").GetString())
        );
        Assert.Equal("Café, \"Sol\"", first.Json.GetProperty("purchases")[1].GetProperty("place").GetString());
        Assert.Equal(last.Text, Assert.Single(second.Json.GetProperty("purchases").EnumerateArray()).GetRawText());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.Json.GetProperty("next").ValueKind);
        Assert.All(
            [first.Json.GetProperty("sums"), second.Json.GetProperty("sums"), record.Json.GetProperty("purchases")],
            sums =>
            {
                Assert.Equal(
                    (3, 2.00000001m, 8_000.5m),
                    (sums.GetProperty("count").GetInt32(), sums.GetProperty("amount").GetDecimal(), sums.GetProperty("cost").GetDecimal())
                );
                Assert.Equal(
                    (160_000m, 151_999.5m, 4_000.24998m),
                    (
                        sums.GetProperty("worth").GetDecimal(),
                        sums.GetProperty("gain").GetDecimal(),
                        sums.GetProperty("averagePrice").GetDecimal()
                    )
                );
                Assert.Equal(1_899.875008m, sums.GetProperty("gainPercent").GetDecimal());
            }
        );

        var id = last.Json.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await holders.AskAsync(HttpMethod.Delete, $"Zoë/purchases/{id}", token)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await holders.AskAsync(HttpMethod.Delete, $"Zoë/purchases/{id}", token)).Status);
        Assert.Equal(2, (await store.Holders.FindAsync(HolderName.Parse("Zoë"), Cancellation))!.Purchases.Count);
    }

    [Theory]
    [InlineData("""{"date": "2020-02-30", "amount": 1, "paid": 1}""", "date")]
    [InlineData("""{"date": "9999-12-31", "amount": 1, "paid": 1}""", "date")]
    [InlineData("""{"date": "2009-01-02", "amount": 1, "paid": 1}""", "date")]
    [InlineData("""{"amount": 1, "paid": 1}""", "date")]
    [InlineData("""{"date": "2020-01-01", "amount": 0, "paid": 1}""", "amount")]
    [InlineData("""{"date": "2020-01-01", "amount": -1, "paid": 1}""", "amount")]
    [InlineData("""{"date": "2020-01-01", "amount": 21000000.00000001, "paid": 1}""", "amount")]
    [InlineData("""{"date": "2020-01-01", "amount": 1e400, "paid": 1}""", "amount")]
    [InlineData("""{"date": "2020-01-01", "amount": 0.000000001, "paid": 1}""", "amount")]
    [InlineData("""{"date": "2020-01-01", "amount": NaN, "paid": 1}""", "amount")]
    [InlineData("""{"date": "2020-01-01", "amount": "1", "paid": 1}""", "amount")]
    [InlineData("""{"date": "2020-01-01", "paid": 1}""", "amount")]
    [InlineData("""{"date": "2020-01-01", "amount": 1, "paid": -0.01}""", "paid")]
    [InlineData("""{"date": "2020-01-01", "amount": 1, "paid": 1000000000000}""", "paid")]
    [InlineData("""{"date": "2020-01-01", "amount": 1}""", "paid")]
    [InlineData("""{"date": "2020-01-01", "amount": 1, "paid": 1, "currency": "EUR"}""", "currency")]
    [InlineData("""{"date": "2020-01-01", "amount": 1, "paid": 1, "place": "a\u0000b"}""", "place")]
    [InlineData("""{"date": "2020-01-01", "amount": 1, "paid": 1, "place": "\ud83d"}""", "place")]
    [InlineData("""{"date": "2020-01-01", "amount": 1, "paid": 1, "place": 5}""", "place")]
    [InlineData("""{"date": "2020-01-01", "amount": 1, "paid": 1, "price": 5}""", "price")]
    public async Task What_cannot_be_a_purchase_is_refused_with_the_field_and_nothing_is_stored(string body, string field)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");

        var answer = await holders.PostAsync("Ana", token, body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, answer.Field));
        Assert.Empty((await store.Holders.FindAsync(HolderName.Parse("Ana"), Cancellation))!.Purchases);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_reported_at_once()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");

        var answer = await holders.PostAsync(
            "Ana",
            token,
            $$"""{"date": "x", "amount": 0, "paid": -1, "place": "{{new string('a', 101)}}", "currency": "EUR"}"""
        );

        Assert.Equal(
            ["date", "place", "amount", "paid", "currency"],
            answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name)
        );
    }

    [Theory]
    [InlineData("?size=0", "size")]
    [InlineData("?size=1001", "size")]
    [InlineData("?cursor=x", "cursor")]
    [InlineData("?cursor=2020-01-01.", "cursor")]
    [InlineData("?limit=5", "limit")]
    public async Task A_page_that_cannot_be_is_refused_with_the_parameter(string query, string parameter)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();
        var token = await (await HolderClient.OfAsync(site)).CreateAsync("Ana");
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        using var response = await client.GetAsync(new Uri($"/api/v1/holders/Ana/purchases{query}", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"errors\":{{\"{parameter}\":", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holder_with_a_hundred_purchases_is_read_with_one_request_to_the_store()
    {
        using var store = await fixture.NewStoreAsync();
        await using var counted = await HeldStore.StartAsync(fixture.Endpoint, "H#ANA");
        counted.Release();
        await using var site = new WebSite(counted.Endpoint, store.Table);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");
        var account = (await store.Holders.FindAsync(HolderName.Parse("Ana"), Cancellation))!;
        await Parallel.ForEachAsync(
            Enumerable.Range(1, 100),
            Cancellation,
            async (number, cancellation) =>
                await store.Holders.TryAddAsync(account, new(new DateOnly(2020, 1, 1), "Somewhere", number, 1), cancellation)
        );
        var before = counted.Held;

        var answer = await holders.AskAsync(HttpMethod.Get, "Ana", token);

        Assert.Equal(100, answer.Json.GetProperty("purchases").GetProperty("count").GetInt32());
        Assert.Equal(1, counted.Held - before);
    }

    [Fact]
    public async Task The_thousand_and_first_purchase_is_refused()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");
        var account = (await store.Holders.FindAsync(HolderName.Parse("Ana"), Cancellation))!;
        var details = new Market.Storage.Holders.NewPurchase(new DateOnly(2020, 1, 1), "", 1, 1);
        var numbers = Enumerable.Range(1, 1_000).Select(number => new Market.Storage.Holders.HolderPurchase(number, "t", details)).ToList();
        await Parallel.ForEachAsync(
            numbers,
            Cancellation,
            async (free, cancellation) =>
                await store.Holders.TryAddAsync(
                    account with
                    {
                        Purchases = [.. numbers.Where(number => number != free)],
                    },
                    details,
                    cancellation
                )
        );

        var refused = await holders.PostAsync("Ana", token, """{"date": "2020-01-01", "amount": 1, "paid": 1}""");
        var deleted = await holders.AskAsync(HttpMethod.Delete, "Ana", token);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NoContent), (refused.Status, deleted.Status));
        Assert.DoesNotContain(await store.KeysAsync(Cancellation), key => key.Partition == "H#ANA");
    }
}
