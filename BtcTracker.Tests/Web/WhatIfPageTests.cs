using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>What past purchases would be worth, as a page and for programs.</summary>
[Trait("Level", "Web")]
public sealed class WhatIfPageTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Route = "/api/v1/what-if";

    private static readonly DateTimeOffset Slot = MarketData.Slot(secondsAgo: 5);
    private static readonly DateTimeOffset Today = Interval.OneDay.OpenTimeOf(Slot);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Programs_get_every_digit_of_purchases_and_of_the_lump_beside_them()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);

        using var json = JsonDocument.Parse(await AskAsync(site, $"{Route}?amount=10&currency=USD&every=week&since={DaysAgo(15)}"));

        // 10 ÷ 10,000 and, as the day a week later is not known, 10 ÷ 20,000 of the day after it; then 10 ÷ 40,000.
        var (root, bought, lump) = (json.RootElement, json.RootElement.GetProperty("bought"), json.RootElement.GetProperty("lump"));
        Assert.Equal(
            ("USD", "week", DaysAgo(15), 80_000m),
            (
                root.GetProperty("currency").GetString(),
                root.GetProperty("every").GetString(),
                root.GetProperty("since").GetString(),
                root.GetProperty("price").GetDecimal()
            )
        );
        Assert.Equal(
            (3, 30m, 0.00175m, 140m, 110m),
            (
                bought.GetProperty("purchases").GetInt32(),
                bought.GetProperty("paid").GetDecimal(),
                bought.GetProperty("bitcoins").GetDecimal(),
                bought.GetProperty("worth").GetDecimal(),
                bought.GetProperty("gain").GetDecimal()
            )
        );
        Assert.Equal(
            (1, 0, 366.666667m, 17_142.85714286m),
            (
                bought.GetProperty("moved").GetInt32(),
                bought.GetProperty("pending").GetInt32(),
                bought.GetProperty("gainPercent").GetDecimal(),
                bought.GetProperty("averagePrice").GetDecimal()
            )
        );
        Assert.Equal(
            (30m, 0.003m, 240m),
            (lump.GetProperty("paid").GetDecimal(), lump.GetProperty("bitcoins").GetDecimal(), lump.GetProperty("worth").GetDecimal())
        );
    }

    [Fact]
    public async Task The_page_shows_the_same_and_that_a_close_was_not_known()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);

        var page = WebUtility.HtmlDecode(await AskAsync(site, $"/what-if?amount=10&every=week&since={DaysAgo(15)}"));

        Assert.Contains("$30.00 paid, $140.00 now", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">Each week</th><th scope=\"col\">All at once</th>", page, StringComparison.Ordinal);
        Assert.Matches(@"Paid</th>\s*<td>\$30\.00</td>\s*<td>\$30\.00</td>", page);
        Assert.Matches(@"Bitcoins</th>\s*<td>0\.00175000</td>\s*<td>0\.00300000</td>", page);
        Assert.Matches(@"Gain</th>\s*<td>\+\$110\.00</td>\s*<td>\+\$210\.00</td>", page);
        Assert.Contains(
            "1 purchase was due on a day whose close is not known; it is taken from the next day that is known.",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("All sums are in US dollars", page, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("All at once", await AskAsync(site, $"/what-if?every=once&since={DaysAgo(15)}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amount", "1,5", "a comma may mean thousands or decimals")]
    [InlineData("amount", "<b>", "'<b>' is not an amount.")]
    [InlineData("currency", "EUR", "the stored history is in US dollars. Use USD.")]
    [InlineData("every", "<i>", "every '<i>' is unknown; it must be one of once, week, month.")]
    [InlineData("since", "0001-01-01", "since is before the first known day")]
    [InlineData("since", "9999-12-31", "since is after the last day whose close is known")]
    [InlineData("since", "<u>", "since '<u>' is not a day; it must be written as 2020-01-31.")]
    public async Task What_is_wrong_is_refused_to_programs_and_shown_to_people_over_the_form(string parameter, string value, string problem)
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await AskAsync(site, Route);
        var query = $"?{parameter}={Uri.EscapeDataString(value)}";

        using var refused = await site.CreateClient().GetAsync(new Uri(Route + query, UriKind.Relative), Cancellation);
        using var page = await site.CreateClient().GetAsync(new Uri("/what-if" + query, UriKind.Relative), Cancellation);
        using var response = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Cancellation));
        var html = await page.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, page.StatusCode));
        Assert.Contains(
            problem,
            response.RootElement.GetProperty("errors").GetProperty(parameter)[0].GetString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            problem,
            WebUtility.HtmlDecode(Regex.Match(html, "<p role=\"alert\">([^<]*)</p>").Groups[1].Value),
            StringComparison.Ordinal
        );
        Assert.DoesNotMatch("<b>|<i>|<u>", html);
        Assert.Equal(parameter == "amount", !html.Contains("class=\"result\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_amount_that_is_given_twice_is_refused_instead_of_joined()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await AskAsync(site, Route);

        using var refused = await site.CreateClient().GetAsync(new Uri(Route + "?amount=1&amount=234", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("amount is given more than once.", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_days_are_being_collected_nobody_gets_a_number()
    {
        using var store = await StoreAsync();
        await store.Writer.PutBackfillProgressAsync(MarketData.Backfill(1, 40), Cancellation);
        await using var site = fixture.Site(store);
        using var first = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);

        using var refused = await site.CreateClient().GetAsync(new Uri(Route, UriKind.Relative), Cancellation);
        var page = await site.CreateClient().GetStringAsync(new Uri("/what-if?since=0001-01-01", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("still being collected", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"result\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("first known day,", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_quote_it_says_so()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var client = site.CreateClient();

        Assert.Contains(
            "No data yet",
            await client.GetStringAsync(new Uri("/what-if", UriKind.Relative), Cancellation),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(new Uri(Route, UriKind.Relative), Cancellation)).StatusCode);
    }

    private static string DaysAgo(int days) => Today.AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<string> AskAsync(WebSite site, string address)
    {
        using var whole = await site.AskForWholeAsync(Route, (response, _) => response.IsSuccessStatusCode);
        return await site.CreateClient().GetStringAsync(new Uri(address, UriKind.Relative), Cancellation);
    }

    private static Candle Day(int daysAgo, decimal close) =>
        MarketData.Walk(Interval.OneDay, Today.AddDays(-daysAgo), 1)[0] with
        {
            Close = close,
            High = 200_000,
            Low = 1,
        };

    private async Task<PriceStoreHost> StoreAsync()
    {
        var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, [Day(15, 10_000), Day(9, 90_000), Day(7, 20_000), Day(1, 40_000), Day(0, 1)]);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(Slot, 80_000m, "coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, TimeSpan.FromMinutes(5), Slot.AddMinutes(5), TimeSpan.FromHours(1)),
            Cancellation
        );
        return store;
    }
}
