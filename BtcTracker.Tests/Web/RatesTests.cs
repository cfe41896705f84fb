using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class RatesTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_latest_rates_come_with_their_time_age_and_source()
    {
        using var store = await fixture.NewStoreAsync();
        await StoreAsync(store, daysAgo: 1, euro: 0.9m);
        await StoreAsync(store, daysAgo: 0, euro: 0.920011450123m);

        using var json = await AskAsync(store);

        Assert.Equal(
            ["EUR", "JPY"],
            json.RootElement.GetProperty("rates").EnumerateArray().Select(rate => rate.GetProperty("currency").GetString())
        );
        Assert.Equal("0.920011450123", json.RootElement.GetProperty("rates")[0].GetProperty("rate").GetRawText());
        Assert.Equal(
            ("USD", "coinmarketcap"),
            (json.RootElement.GetProperty("base").GetString(), json.RootElement.GetProperty("source").GetString())
        );
        Assert.True(json.RootElement.GetProperty("ageSeconds").GetInt64() >= 0);
        Assert.EndsWith("Z", json.RootElement.GetProperty("asOf").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public async Task Without_a_key_or_long_after_one_the_list_is_empty(int? daysAgo)
    {
        using var store = await fixture.NewStoreAsync();
        if (daysAgo is { } days)
        {
            await StoreAsync(store, days, euro: 0.9m);
        }

        using var json = await AskAsync(store);

        Assert.Equal(0, json.RootElement.GetProperty("rates").GetArrayLength());
        Assert.All(
            ["asOf", "ageSeconds", "source"],
            name => Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(name).ValueKind)
        );
    }

    [Theory]
    [InlineData(2, "coinmarketcap", "EUR:coinmarketcap JPY:ecb")]
    [InlineData(4, "ecb", "JPY:ecb")]
    [InlineData(8, "", "")]
    public async Task Each_currency_has_its_source_and_its_age_and_the_banks_last_over_a_weekend(int daysAgo, string top, string each)
    {
        using var store = await fixture.NewStoreAsync();
        var asOf = MarketData.Slot().AddDays(-daysAgo);
        var rates = new CurrencyRates(asOf, "coinmarketcap", new Dictionary<string, decimal> { ["EUR"] = 0.9m }).CompletedBy(
            new CurrencyRates(asOf.AddHours(-1), "ecb", new Dictionary<string, decimal> { ["JPY"] = 150m })
        );
        await store.Writer.TryPutRatesAsync(rates, TestContext.Current.CancellationToken);

        using var json = await AskAsync(store);

        var shown = json.RootElement.GetProperty("rates").EnumerateArray().ToList();
        Assert.Equal(
            each,
            string.Join(' ', shown.Select(rate => $"{rate.GetProperty("currency").GetString()}:{rate.GetProperty("source").GetString()}"))
        );
        Assert.Equal(top, json.RootElement.GetProperty("source").GetString() ?? "");
        Assert.All(shown, rate => Assert.True(rate.GetProperty("ageSeconds").GetInt64() >= TimeSpan.FromDays(daysAgo).TotalSeconds));
    }

    private static Task<bool> StoreAsync(PriceStoreHost store, int daysAgo, decimal euro) =>
        store.Writer.TryPutRatesAsync(
            new CurrencyRates(
                MarketData.Slot().AddDays(-daysAgo),
                "coinmarketcap",
                new Dictionary<string, decimal> { ["JPY"] = 150m, ["EUR"] = euro }
            ),
            TestContext.Current.CancellationToken
        );

    private async Task<JsonDocument> AskAsync(PriceStoreHost store)
    {
        await using var site = fixture.Site(store);
        using var response = await WebSite.AskUntilAsync(
            site.CreateClient(),
            "/api/v1/rates",
            (response, _) => response.IsSuccessStatusCode
        );
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
