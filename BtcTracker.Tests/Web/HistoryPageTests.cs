using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Web;

/// <summary>The history as pages of a table, from the snapshot.</summary>
[Trait("Level", "Web")]
public sealed partial class HistoryPageTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const int Days = 250;

    private static readonly DateTimeOffset Slot = MarketData.Slot(secondsAgo: 5);
    private static readonly IReadOnlyList<Candle> Walk = MarketData.Walk(Interval.OneDay, Slot, Days);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pages_hold_every_day_once_newest_first_and_lead_to_each_other()
    {
        using var store = await StoreAsync(Walk);
        await using var site = fixture.Site(store);
        List<string> days = [];
        var address = "/history";

        for (var page = 1; address is not null; page++)
        {
            var html = await PageAsync(site, address);
            Assert.Contains($"Page {page} of 3", html, StringComparison.Ordinal);
            Assert.Equal(page > 1, html.Contains("rel=\"prev\"", StringComparison.Ordinal));
            days.AddRange(Rows(html).Select(row => row[0]));
            address = Regex.Match(html, "<a href=\"([^\"]+)\" rel=\"next\"") is { Success: true } next ? next.Groups[1].Value : null;
        }

        Assert.Equal(Walk.Reverse().Select((day, index) => Times.Day(day.OpenTime) + (index == 0 ? " so far" : null)), days);
    }

    [Theory]
    [InlineData("/history?page=2")]
    [InlineData("/history?interval=1w")]
    public async Task A_page_has_the_rows_of_its_link_to_csv(string address)
    {
        using var store = await StoreAsync(Walk);
        await using var site = fixture.Site(store);
        var html = await PageAsync(site, address);

        var csv = await site.CreateClient()
            .GetStringAsync(
                new Uri(Regex.Match(html, "href=\"([^\"]+candles.csv[^\"]+)\">This page").Groups[1].Value, UriKind.Relative),
                Cancellation
            );

        var lines = csv.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(','))
            .ToList();
        int[] columns = [.. ((string[])["close", "open", "high", "low"]).Select(name => Array.IndexOf(lines[0], name))];
        var expected = lines
            .Skip(1)
            .Reverse()
            .Select(line =>
                string.Join(' ', columns.Select(column => Numbers.Price(decimal.Parse(line[column], CultureInfo.InvariantCulture))))
            );
        Assert.Equal(expected, Rows(html).Select(row => string.Join(' ', (string[])[row[1], .. row[3..6]])));
    }

    [Fact]
    public async Task A_month_is_that_of_the_calendar_with_its_change_since_the_month_before()
    {
        using var store = await StoreAsync(Walk);
        await using var site = fixture.Site(store);

        var rows = Rows(await PageAsync(site, "/history?interval=1mo"));

        var months = Walk.GroupBy(day => (day.OpenTime.Year, day.OpenTime.Month)).Select(month => month.ToList()).Reverse().ToList();
        Assert.Equal(months.Count, rows.Count);
        for (var at = 0; at < months.Count; at++)
        {
            var month = months[at];
            var change =
                at + 1 < months.Count
                    ? Numbers.Percent(Math.Round(((month[^1].Close / months[at + 1][^1].Close) - 1) * 100, 6))
                    : Numbers.Unknown;
            Assert.Equal(
                [
                    Numbers.Price(month[^1].Close),
                    change,
                    Numbers.Price(month[0].Open),
                    Numbers.Price(month.Max(day => day.High)),
                    Numbers.Price(month.Min(day => day.Low)),
                ],
                rows[at][1..6]
            );
        }
    }

    [Fact]
    public async Task After_a_day_that_is_not_known_there_is_no_change()
    {
        using var store = await StoreAsync([.. Walk.Where((_, index) => index != Days - 3)]);
        await using var site = fixture.Site(store);

        var rows = Rows(await PageAsync(site, "/history"));

        Assert.NotEqual(Numbers.Unknown, rows[0][2]);
        Assert.Equal(Numbers.Unknown, rows[1][2]);
        Assert.NotEqual(Numbers.Unknown, rows[2][2]);
    }

    [Theory]
    [InlineData("/history?interval=%3Cb%3E2d", "The interval '<b>2d' is unknown; it must be one of 1d, 1w, 1mo.")]
    [InlineData("/history?page=4", "The page '4' is not there; it must be a whole number from 1 to 3.")]
    [InlineData("/history?page=0", "The page '0' is not there; it must be a whole number from 1 to 3.")]
    [InlineData("/history?interval=1w&page=-1", "The page '-1' is not there; it must be a whole number from 1 to 1.")]
    public async Task What_is_not_there_is_refused_in_words_and_as_text(string address, string problem)
    {
        using var store = await StoreAsync(Walk);
        await using var site = fixture.Site(store);
        await PageAsync(site, "/history");

        using var response = await site.CreateClient().GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains($"<p role=\"alert\">{problem}</p>", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_served_without_the_store()
    {
        await using var engine = await EmbeddedStore.StartAsync(null, Cancellation);
        using var store = new PriceStoreHost(engine.Endpoint);
        await store.Writer.EnsureTableAsync(Cancellation);
        await FillAsync(store, Walk);
        await using var site = new WebSite(engine.Endpoint, store.Table);
        await PageAsync(site, "/history");

        await engine.KillAsync();

        Assert.Equal(
            100,
            Rows(
                WebUtility.HtmlDecode(await site.CreateClient().GetStringAsync(new Uri("/history?page=2", UriKind.Relative), Cancellation))
            ).Count
        );
    }

    [Fact]
    public async Task Before_the_first_day_it_says_so()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);

        Assert.Contains(
            "No data yet.",
            await site.CreateClient().GetStringAsync(new Uri("/history", UriKind.Relative), Cancellation),
            StringComparison.Ordinal
        );
    }

    /// <summary>The cells of each row, without their markup; an arrow is beside a change, which is not part of it.</summary>
    private static List<string[]> Rows(string html) =>
        [
            .. TableRows()
                .Matches(html[html.IndexOf("<tbody>", StringComparison.Ordinal)..])
                .Select(row =>
                    Cells()
                        .Matches(row.Value)
                        .Select(cell => Markup().Replace(cell.Groups[1].Value, string.Empty).Trim().TrimStart('▲', '▼'))
                        .ToArray()
                ),
        ];

    private static async Task<string> PageAsync(WebSite site, string address)
    {
        using var whole = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        return WebUtility.HtmlDecode(await site.CreateClient().GetStringAsync(new Uri(address, UriKind.Relative), Cancellation));
    }

    private static async Task FillAsync(PriceStoreHost store, IReadOnlyList<Candle> days)
    {
        await MarketData.StoreAsync(store.Writer, days);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(Slot, 92_481.17m, "coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, TimeSpan.FromMinutes(5), Slot.AddMinutes(5), TimeSpan.FromHours(1)),
            Cancellation
        );
    }

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex TableRows();

    [GeneratedRegex("<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cells();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Markup();

    private async Task<PriceStoreHost> StoreAsync(IReadOnlyList<Candle> days)
    {
        var store = await fixture.NewStoreAsync();
        await FillAsync(store, days);
        return store;
    }
}
