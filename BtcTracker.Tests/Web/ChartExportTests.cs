using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Market.Files;
using BtcTracker.Tests.App;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>The view of a link as a file: the candles of its chart, and the chart as an image.</summary>
[Trait("Level", "Web")]
public sealed class ChartExportTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("?range=1M", "1d", 31)]
    [InlineData("?RANGE=1m&type=line", "1d", 31)]
    [InlineData("?range=3M&type=candles&scale=log", "1d", 92)]
    public async Task The_candles_of_a_view_are_those_of_its_chart(string query, string interval, int about)
    {
        await using var site = fixture.Site(await StoreAsync());
        var json = await JsonAsync(site, "/chart.json" + query);
        var chart = await JsonAsync(site, "/chart/view" + query);
        var csv = await CsvAsync(site, "/chart.csv" + query);

        var times = json.GetProperty("openTime").EnumerateArray().Select(time => time.GetInt64()).ToList();
        Assert.Equal(interval, json.GetProperty("interval").GetString());
        Assert.InRange(times.Count, about - 4, about + 1);
        Assert.Equal(chart.GetProperty("columns").GetProperty("close").GetArrayLength(), times.Count);
        Assert.Equal(times, csv.Select(row => DateTimeOffset.Parse(row[0], CultureInfo.InvariantCulture).ToUnixTimeSeconds()));
        Assert.Equal(json.GetProperty("close").EnumerateArray().Select(price => price.GetRawText()), csv.Select(row => row[5]));
        Assert.All(csv, row => Assert.Equal("demo:coinbase", row[10]));
        Assert.All(json.GetProperty("source").EnumerateArray(), source => Assert.Equal("demo:coinbase", source.GetString()));
        Assert.Equal("true", Assert.Single(csv, row => row[11].Length > 0)[11]);
        Assert.Single(json.GetProperty("doubtful").EnumerateArray());
    }

    [Fact]
    public async Task Json_has_the_averages_that_are_drawn_and_a_view_without_them_has_no_such_column()
    {
        await using var site = fixture.Site(await StoreAsync());

        var with = await JsonAsync(site, "/chart.json?range=1M&ma=200d");
        var without = await JsonAsync(site, "/chart.json?range=1M");

        var average = with.GetProperty("averages").GetProperty("200d").EnumerateArray().ToList();
        Assert.Equal(with.GetProperty("openTime").GetArrayLength(), average.Count);
        Assert.All(average, value => Assert.InRange(value.GetDecimal(), 1, 1_000_000));
        Assert.False(without.TryGetProperty("averages", out _));
    }

    [Fact]
    public async Task Csv_has_a_column_for_each_average_that_is_drawn_and_is_imported_all_the_same()
    {
        await using var site = fixture.Site(await StoreAsync());
        var json = await JsonAsync(site, "/chart.json?range=1M&ma=200d,200w");

        var rows = await CsvAsync(site, "/chart.csv?range=1M&ma=200d,200w");
        var (with, without) = (await TextAsync(site, "/chart.csv?range=1M&ma=200d,200w"), await TextAsync(site, "/chart.csv?range=1M"));

        Assert.EndsWith(",source,doubtful,spread,ma_200d,ma_200w", with.Split('\n')[0], StringComparison.Ordinal);
        Assert.EndsWith(",source,doubtful,spread", without.Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal(
            json.GetProperty("averages").GetProperty("200d").EnumerateArray().Select(value => value.GetRawText()),
            rows.Select(row => row[13])
        );
        // Four hundred days are not two hundred weeks.
        Assert.All(rows, row => Assert.Empty(row[14]));
        Assert.Equal(Import(without), Import(with));
    }

    private static async Task<string> TextAsync(WebSite site, string address)
    {
        using var response = await WholeAsync(site, address);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    [Fact]
    public async Task Files_of_a_view_in_satoshis_say_so_and_cannot_be_imported_as_dollars()
    {
        await using var site = fixture.Site(await StoreAsync());
        var (dollars, json) = (await JsonAsync(site, "/chart.json?range=1M"), await JsonAsync(site, "/chart.json?range=1M&unit=sat"));
        using var csv = await WholeAsync(site, "/chart.csv?range=1M&unit=sat");
        var lines = await csv.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("sat", json.GetProperty("unit").GetString());
        Assert.False(dollars.TryGetProperty("unit", out _));
        Assert.Equal(
            dollars.GetProperty("low").EnumerateArray().Select(price => Math.Round(100_000_000 / price.GetDecimal(), 8)),
            json.GetProperty("high").EnumerateArray().Select(price => price.GetDecimal())
        );
        Assert.StartsWith("time,interval,open_sat,high_sat,low_sat,close_sat,volume,volume_unit,", lines, StringComparison.Ordinal);
        Assert.ThrowsAny<FormatException>(() => Import(lines));
        Assert.NotEmpty(Import(lines.Replace("_sat", string.Empty, StringComparison.Ordinal)));
    }

    /// <summary>What import reads of a file.</summary>
    private static List<Candle> Import(string lines)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "chart.csv");
        File.WriteAllText(path, lines);
        using var file = PriceFile.Open(path);
        return [.. file.ReadCandles(new CandleDefaults(Interval: null, "import:chart.csv"))];
    }

    [Theory]
    [InlineData("/chart.csv", "text/csv")]
    [InlineData("/chart.json", "application/json")]
    [InlineData("/chart.svg", "image/svg+xml")]
    [InlineData("/chart.png", "image/png")]
    public async Task A_copy_is_kept_up_to_the_next_quote_and_known_by_its_tag(string path, string mediaType)
    {
        await using var site = fixture.Site(await StoreAsync());
        using var first = await WholeAsync(site, path + "?range=1M");
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(path + "?range=1M", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var known = await site.CreateClient().SendAsync(again, Cancellation);
        using var head = await site.CreateClient()
            .SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative)), Cancellation);

        Assert.Equal(mediaType, first.Content.Headers.ContentType!.MediaType);
        Assert.InRange(first.Headers.CacheControl!.MaxAge!.Value.TotalSeconds, 1, 60);
        Assert.Equal("*", Assert.Single(first.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Theory]
    [InlineData("?range=nonsense")]
    [InlineData("?range=<script>alert(1)</script>&type=\"><img src=x>")]
    [InlineData("?from=yesterday&utm_source=x")]
    public async Task What_is_unknown_falls_back_as_on_the_page(string query)
    {
        await using var site = fixture.Site(await StoreAsync());
        foreach (var path in new[] { "/chart.json", "/chart.csv", "/chart.svg", "/chart.png" })
        {
            using var usual = await WholeAsync(site, path);

            using var fallen = await site.CreateClient().GetAsync(new Uri(path + query, UriKind.Relative), Cancellation);

            Assert.Equal((HttpStatusCode.OK, path), (fallen.StatusCode, path));
            Assert.Equal(usual.Headers.ETag, fallen.Headers.ETag);
        }
    }

    [Fact]
    public async Task An_image_is_of_the_page_and_says_that_its_prices_are_simulated()
    {
        await using var site = fixture.Site(await StoreAsync());
        using var svg = await WholeAsync(site, "/chart.svg?range=1M&type=candles&ma=200d&theme=dark");
        using var png = await WholeAsync(site, "/chart.png?range=1M&type=candles&ma=200d&theme=dark");
        using var light = await WholeAsync(site, "/chart.png?range=1M&type=candles&ma=200d");

        var text = await svg.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("DEMO", text, StringComparison.Ordinal);
        Assert.Contains("demo: Coinbase", text, StringComparison.Ordinal);
        Assert.Contains("$92,000.00", text, StringComparison.Ordinal);
        Assert.Contains("— 200-day", text, StringComparison.Ordinal);
        var pixels = await png.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], pixels[..4]);
        Assert.Equal(
            (1200, 630),
            (BinaryPrimitives.ReadInt32BigEndian(pixels.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(pixels.AsSpan(20)))
        );
        Assert.NotEqual(png.Headers.ETag, light.Headers.ETag);
    }

    [Fact]
    public async Task Pixels_are_sent_as_they_are_to_one_who_takes_compressed_bodies()
    {
        await using var site = fixture.Site(await StoreAsync());
        using var whole = await WholeAsync(site, "/chart.png");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/chart.png", UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");

        using var response = await site.CreateClient().SendAsync(request, Cancellation);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(await whole.Content.ReadAsByteArrayAsync(Cancellation), await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    private static Task<HttpResponseMessage> WholeAsync(WebSite site, string address) =>
        site.AskForWholeAsync(address, (response, _) => response.Headers.CacheControl!.MaxAge > TimeSpan.Zero);

    private static async Task<JsonElement> JsonAsync(WebSite site, string address)
    {
        using var response = await WholeAsync(site, address);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement.Clone();
    }

    private static async Task<List<string[]>> CsvAsync(WebSite site, string address)
    {
        using var response = await WholeAsync(site, address);
        return
        [
            .. (await response.Content.ReadAsStringAsync(Cancellation))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(line => line.Split(',')),
        ];
    }

    private async Task<PriceStoreHost> StoreAsync()
    {
        var (store, slot) = (await fixture.NewStoreAsync(), MarketData.Slot(10));
        var days = MarketData
            .Walk(Interval.OneDay, slot, 400)
            .Select((day, at) => day with { Source = "demo:coinbase", Doubtful = at == 390 });
        await MarketData.StoreAsync(store.Writer, days);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot, 92_000m, "demo:coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(slot.AddMinutes(5), TimeSpan.FromMinutes(5)), Cancellation);
        return store;
    }
}
