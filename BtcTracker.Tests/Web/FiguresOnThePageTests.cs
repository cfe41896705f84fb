using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>The key figures of the price, and the returns, as the page shows them.</summary>
[Trait("Level", "Web")]
public sealed class FiguresOnThePageTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const int MostBytesOfTable = 2_048;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Slow]
    [Fact]
    public async Task Sixteen_years_of_returns_have_a_row_each_with_signs_and_tints_and_cost_two_kilobytes_at_most()
    {
        var now = TimeProvider.System.GetUtcNow();
        var days = MarketData.SixteenYears(PriceFiles.Generated, now);
        using var store = await StoreAsync(days);
        await using var site = fixture.Site(store);

        var page = await PageAsync(site, body => body.Contains($"scope=\"row\">{days[0].OpenTime.Year + 1}<", StringComparison.Ordinal));

        var table = page[page.IndexOf("<div data-part=\"returns\">", StringComparison.Ordinal)..];
        table = table[..(table.IndexOf("</table>", StringComparison.Ordinal) + "</table>".Length)];
        var rows = Regex.Matches(table, "<tr><th scope=\"row\">(\\d+)</th>(.*?)</tr>");
        Assert.Equal(
            Enumerable.Range(days[0].OpenTime.Year, rows.Count).Reverse(),
            rows.Select(row => int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
        );
        Assert.InRange(rows.Count, 16, 18);
        Assert.All(rows, row => Assert.Equal(13, Regex.Count(row.Value, "<td")));
        foreach (Match cell in Regex.Matches(WebUtility.HtmlDecode(table), "<td(?: class=\"(?<tint>[^\"]*)\")?>(?<text>[^<]*)</td>"))
        {
            var tint = cell.Groups["tint"].Value;
            var text =
                tint is "" ? @"^(0\.0%\*?)?$"
                : tint[0] == 'u' ? @"^\+[\d,.]+%\*?$"
                : @"^−[\d,.]+%\*?$";
            Assert.Matches(text, cell.Groups["text"].Value);
            Assert.Matches("^([ud][1-4])?$", tint);
        }

        Assert.InRange(Compressed(page) - Compressed(page.Replace(table, string.Empty, StringComparison.Ordinal)), 1, MostBytesOfTable);
    }

    [Fact]
    public async Task Each_figure_is_explained_on_request_and_its_formula_is_about()
    {
        using var store = await StoreAsync(MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 260));
        await using var site = fixture.Site(store);

        var page = WebUtility.HtmlDecode(await PageAsync(site, body => body.Contains("data-multiple-of", StringComparison.Ordinal)));
        var about = WebUtility.HtmlDecode(await site.CreateClient().GetStringAsync(new Uri("/about", UriKind.Relative), Cancellation));

        var explained = Regex.Matches(
            page,
            "<details class=\"why\" name=\"why\" id=\"[^\"]+\"><summary aria-label=\"([^\"]+)\">\\?</summary><p>([^<]+)</p></details>"
        );
        Assert.Equal(Regex.Count(page, "class=\"why\""), explained.Count);
        Assert.Contains("What is the Mayer multiple?", explained.Select(one => one.Groups[1].Value));
        var formulas = about[about.IndexOf("id=\"figures\"", StringComparison.Ordinal)..];
        Assert.All(
            explained,
            one =>
                Assert.Matches(
                    $"<dt>{Regex.Escape(one.Groups[1].Value)}</dt><dd>{Regex.Escape(one.Groups[2].Value)} <code>[^<]+</code>",
                    formulas
                )
        );
        Assert.Equal(explained.Count, Regex.Count(formulas, "<dd>[^<]+<code>"));
        Assert.Contains("href=\"/about#figures\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_two_elements_or_parts_of_the_page_have_one_name()
    {
        using var store = await StoreAsync(MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 260));
        await using var site = fixture.Site(store);

        var page = await PageAsync(site, body => body.Contains("data-multiple-of", StringComparison.Ordinal));

        foreach (var attribute in (string[])["id", "data-part"])
        {
            var names = Regex.Matches(page, $" {attribute}=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
            Assert.Equal(names.Distinct(), names);
        }

        Assert.Contains("data-part=\"standing\"", page, StringComparison.Ordinal);
        Assert.Contains("data-part=\"returns\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_days_are_still_being_fetched_the_cards_say_so()
    {
        using var store = await StoreAsync(MarketData.Walk(Interval.OneDay, TimeProvider.System.GetUtcNow(), 260));
        await store.Writer.PutBackfillProgressAsync(MarketData.Backfill(260), Cancellation);
        await using var site = fixture.Site(store);

        var page = WebUtility.HtmlDecode(await PageAsync(site, body => body.Contains("days 260 of 400", StringComparison.Ordinal)));

        var standing = page[page.IndexOf("data-part=\"standing\"", StringComparison.Ordinal)..].ReplaceLineEndings(" ");
        Assert.Matches("200-day average.*?<dd>\\s*collecting…", standing);
        Assert.Contains(">Collecting…</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-multiple-of", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-from", page, StringComparison.Ordinal);
        Assert.DoesNotContain("days ago", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_day_that_is_over_there_are_dashes()
    {
        using var store = await StoreAsync([]);
        await using var site = fixture.Site(store);

        var page = WebUtility.HtmlDecode(await PageAsync(site, body => body.Contains("$64,000.00", StringComparison.Ordinal)));

        Assert.Contains(">No month is known yet.</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("collecting…", page, StringComparison.Ordinal);
    }

    private static long Compressed(string page)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(Encoding.UTF8.GetBytes(page));
        }

        return bytes.Length;
    }

    private static async Task<string> PageAsync(WebSite site, Func<string, bool> wanted)
    {
        using var response = await site.AskForWholeAsync("/", (_, body) => wanted(body));
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<PriceStoreHost> StoreAsync(IReadOnlyList<Candle> days)
    {
        var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, days);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(MarketData.Slot(1), 64_000m), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(MarketData.Slot(-300), TimeSpan.FromMinutes(5)), Cancellation);
        return store;
    }
}
