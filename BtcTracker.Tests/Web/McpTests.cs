using System.Text.Json;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace BtcTracker.Tests.Web;

/// <summary>The tools for language models, called by the protocol's own client over HTTP.</summary>
[Trait("Level", "Web")]
public sealed class McpTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static readonly DateTimeOffset Slot = MarketData.Slot(secondsAgo: 5);
    private static readonly DateTimeOffset Today = Interval.OneDay.OpenTimeOf(Slot);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_tool_is_described_and_says_that_it_only_reads()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await using var client = await ConnectAsync(site);

        var tools = await client.ListToolsAsync(cancellationToken: Cancellation);

        Assert.Equal(["convert", "get_history", "get_price", "get_stats", "what_if"], tools.Select(tool => tool.Name).Order());
        Assert.All(
            tools,
            tool => Assert.Equal((true, false), (tool.ProtocolTool.Annotations!.ReadOnlyHint, tool.ProtocolTool.Annotations.OpenWorldHint))
        );
        Assert.All(
            tools,
            tool =>
                Assert.Contains(
                    "US dollars",
                    tool.Description.Replace("USD", "US dollars", StringComparison.Ordinal),
                    StringComparison.Ordinal
                )
        );
        Assert.All(
            tools.SelectMany(tool =>
                tool.JsonSchema.TryGetProperty("properties", out var arguments) ? arguments.EnumerateObject().ToArray() : []
            ),
            argument => Assert.NotEmpty(argument.Value.GetProperty("description").GetString()!)
        );
        Assert.Contains("stale", client.ServerInstructions, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coinbase", "live", null)]
    [InlineData("demo:coinbase", "demo", "Simulated prices")]
    [InlineData("replay:coinbase", "replay", "Real prices of the past")]
    public async Task The_price_comes_with_its_source_time_age_and_mode(string source, string mode, string? note)
    {
        using var store = await StoreAsync(source);
        await using var site = fixture.Site(store);
        await using var client = await ConnectAsync(site);

        var price = await CallAsync(client, "get_price");

        Assert.Equal((80_000m, mode), (price.GetProperty("priceUsd").GetDecimal(), price.GetProperty("mode").GetString()));
        Assert.StartsWith(note ?? string.Empty, price.GetProperty("modeNote").GetString() ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(Slot.UtcDateTime, price.GetProperty("asOf").GetDateTime());
        Assert.InRange(price.GetProperty("ageSeconds").GetInt64(), 5, 600);
        Assert.Contains("Coinbase", price.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            (false, true, false),
            (
                price.GetProperty("isStale").GetBoolean(),
                price.GetProperty("isConfirmed").GetBoolean(),
                price.GetProperty("isLiveTick").GetBoolean()
            )
        );
    }

    [Fact]
    public async Task An_old_price_is_stale()
    {
        using var store = await StoreAsync(slot: Slot.AddHours(-5));
        await using var site = fixture.Site(store);
        await using var client = await ConnectAsync(site);

        Assert.True((await CallAsync(client, "get_price")).GetProperty("isStale").GetBoolean());
    }

    [Theory]
    [InlineData("ALL", null, null, "1d")]
    [InlineData(null, 10, 5, "1d")]
    [InlineData("7d", null, null, "1d")]
    public async Task History_is_columns_of_the_days_that_were_asked_for(string? range, int? fromDaysAgo, int? toDaysAgo, string interval)
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await using var client = await ConnectAsync(site);
        string? Day(int? daysAgo) => daysAgo is { } days ? $"{Today.AddDays(-days):yyyy-MM-dd}" : null;

        var history = await CallAsync(
            client,
            "get_history",
            new()
            {
                ["range"] = range,
                ["from"] = Day(fromDaysAgo),
                ["to"] = Day(toDaysAgo),
            }
        );

        var (times, closes) = (
            history.GetProperty("openTime").EnumerateArray().Select(time => time.GetString()).ToList(),
            history.GetProperty("close").EnumerateArray().Select(close => close.GetDecimal()).ToList()
        );
        Assert.Equal(interval, history.GetProperty("interval").GetString());
        Assert.Equal(times.Count, closes.Count);
        Assert.True(times.Count >= 5);
        var known = Days.ToDictionary(day => $"{day.OpenTime:yyyy-MM-dd}T00:00Z", day => day.Close);
        Assert.Equal(times.Select(time => known[time!]), closes);
        Assert.True(fromDaysAgo is null || (times[0] == $"{Day(fromDaysAgo)}T00:00Z" && times.Count == 5));
    }

    [Fact]
    public async Task Stats_what_if_and_convert_answer_as_the_api_does()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await using var client = await ConnectAsync(site);
        var http = site.CreateClient();

        var since = $"{Today.AddDays(-30):yyyy-MM-dd}";
        var stats = await CallAsync(client, "get_stats");
        var whatIf = await CallAsync(
            client,
            "what_if",
            new()
            {
                ["amount"] = 50,
                ["every"] = "week",
                ["since"] = since,
            }
        );
        var converted = await CallAsync(
            client,
            "convert",
            new()
            {
                ["amount"] = "0.5",
                ["from"] = "BTC",
                ["to"] = "SAT",
            }
        );

        Assert.Equal(await http.GetStringAsync(new Uri("/api/v1/stats", UriKind.Relative), Cancellation), stats.GetRawText());
        Assert.Equal(
            await http.GetStringAsync(new Uri($"/api/v1/what-if?amount=50&every=week&since={since}", UriKind.Relative), Cancellation),
            whatIf.GetRawText()
        );
        Assert.Equal(
            (50_000_000m, "0.5 BTC = 50,000,000 SAT"),
            (converted.GetProperty("result").GetDecimal(), converted.GetProperty("words").GetString())
        );
    }

    [Theory]
    [InlineData("get_history", "range", "2W", "must be one of 1D, 7D")]
    [InlineData("get_history", "from", "yesterday", "ISO 8601")]
    [InlineData("get_history", "from", "9999-01-01", "before now")]
    [InlineData("get_history", "interval", "1d", "There is no argument 'interval' here; this tool takes range, from, to.")]
    [InlineData("get_price", "currency", "EUR", "this tool takes none.")]
    [InlineData("convert", "amount", "1,5", "thousands or decimals")]
    [InlineData("convert", "to", "DOGE", "no current rate for 'DOGE'")]
    [InlineData("convert", "amount", true, "must be text")]
    [InlineData("what_if", "currency", "EUR", "US dollars")]
    [InlineData("what_if", "since", "0001-01-01", "before the first known day")]
    public async Task A_wrong_argument_is_refused_in_a_sentence(string tool, string argument, object value, string problem)
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await using var client = await ConnectAsync(site);

        var answer = await client.CallToolAsync(
            tool,
            new Dictionary<string, object?> { [argument] = value },
            cancellationToken: Cancellation
        );

        Assert.True(answer.IsError);
        Assert.Contains(problem, Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_tool_is_an_error_of_the_protocol()
    {
        using var store = await StoreAsync();
        await using var site = fixture.Site(store);
        await using var client = await ConnectAsync(site);

        var error = await Assert.ThrowsAsync<McpProtocolException>(() =>
            client.CallToolAsync("buy", cancellationToken: Cancellation).AsTask()
        );

        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
    }

    [Fact]
    public async Task Before_the_first_quote_a_tool_says_so()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        await using var client = await OpenAsync(site);

        foreach (var tool in (string[])["get_price", "get_stats", "convert"])
        {
            var answer = await client.CallToolAsync(tool, cancellationToken: Cancellation);
            Assert.True(answer.IsError);
            Assert.Contains("no price yet", Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text, StringComparison.Ordinal);
        }
    }

    private static readonly IReadOnlyList<Candle> Days = MarketData.Walk(Interval.OneDay, Slot, 40);

    private static async Task<JsonElement> CallAsync(McpClient client, string tool, Dictionary<string, object?>? arguments = null)
    {
        var answer = await client.CallToolAsync(tool, arguments, cancellationToken: Cancellation);
        Assert.False(answer.IsError ?? false, string.Join(' ', answer.Content.OfType<TextContentBlock>().Select(block => block.Text)));
        var text = JsonElement.Parse(Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text);
        Assert.True(JsonElement.DeepEquals(text, answer.StructuredContent!.Value));
        return text;
    }

    private static async Task<McpClient> ConnectAsync(WebSite site)
    {
        using var whole = await site.AskForWholeAsync("/api/v1/what-if", (response, _) => response.IsSuccessStatusCode);
        return await OpenAsync(site);
    }

    private static Task<McpClient> OpenAsync(WebSite site)
    {
        var http = site.CreateClient();
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = new Uri(http.BaseAddress!, "/mcp"),
                TransportMode = HttpTransportMode.StreamableHttp,
            },
            http
        );
        return McpClient.CreateAsync(transport, cancellationToken: Cancellation);
    }

    private async Task<PriceStoreHost> StoreAsync(string source = "coinbase", DateTimeOffset? slot = null)
    {
        var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, Days);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(slot ?? Slot, 80_000m, source), Cancellation);
        await store.Writer.PutScheduleAsync(
            new IngestSchedule(MarketMode.Live, TimeSpan.FromMinutes(5), (slot ?? Slot).AddMinutes(5), TimeSpan.FromHours(1)),
            Cancellation
        );
        return store;
    }
}
