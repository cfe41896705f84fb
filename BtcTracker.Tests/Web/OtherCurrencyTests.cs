using System.Net;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>The price in another currency, beside that in dollars.</summary>
[Trait("Level", "Web")]
public sealed class OtherCurrencyTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_price_is_shown_in_a_currency_with_its_rate_its_source_and_its_day()
    {
        using var store = await StoreAsync(rates: true);

        var page = await PageAsync(store, "/?cur=eur");

        Assert.Contains(
            "data-live=\"other\" data-per-dollar=\"0.92001\" data-decimals=\"2\">46,000.50</span> EUR",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"<small>1 USD = 0.92 EUR: European Central Bank, {MarketData.Slot().UtcDateTime:d MMM yyyy}</small>",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("<option value=\"EUR\" selected>EUR, euro</option>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("COP", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?unit=sat", "data-live=\"other\" data-per-dollar=\"1\" data-unit=\"sat\">2,000.00 sat</span> / USD")]
    [InlineData("/?unit=sat&cur=EUR", "data-decimals=\"2\" data-unit=\"sat\">2,173.89 sat</span> / EUR")]
    [InlineData("/?unit=sat&cur=COP", "data-unit=\"sat\">2,000.00 sat</span> / USD")]
    [InlineData("/?unit=sat&cur=COP", "There is no current rate for COP.")]
    public async Task In_satoshis_it_is_what_one_of_the_currency_buys(string address, string expected)
    {
        using var store = await StoreAsync(rates: true);

        Assert.Contains(expected, await PageAsync(store, address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "/?cur=COP", "There is no current rate for COP.")]
    [InlineData(false, "/?cur=EUR", "There is no current rate for EUR.")]
    [InlineData(true, "/?cur=%3Cb%3E", "“<B>” is not a currency. Use a code such as EUR.")]
    public async Task A_currency_without_a_rate_is_reported(bool rates, string address, string expected)
    {
        using var store = await StoreAsync(rates);

        var page = await PageAsync(store, address);

        Assert.Contains(expected, page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-live=\"other\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_rate_no_currency_is_offered()
    {
        using var store = await StoreAsync(rates: false);

        Assert.DoesNotContain("Other currency", await PageAsync(store, "/"), StringComparison.Ordinal);
    }

    private async Task<PriceStoreHost> StoreAsync(bool rates)
    {
        var store = await fixture.NewStoreAsync();
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(), 50_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(MarketData.Slot().AddHours(1), TimeSpan.FromHours(1)), Cancellation);
        if (rates)
        {
            await store.Writer.TryPutRatesAsync(
                new CurrencyRates(MarketData.Slot(), "ecb", new Dictionary<string, decimal> { ["EUR"] = 0.92001m }),
                Cancellation
            );
        }

        return store;
    }

    private async Task<string> PageAsync(PriceStoreHost store, string address)
    {
        await using var site = fixture.Site(store);
        using var response = await site.AskForWholeAsync(address, (_, body) => body.Contains("$50,000.00", StringComparison.Ordinal));
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
