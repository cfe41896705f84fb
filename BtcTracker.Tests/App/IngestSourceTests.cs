using System.Net;
using BtcTracker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.App;

[Trait("Level", "App")]
public sealed class IngestSourceTests
{
    private const string KeylessPath = "/public-api/v3/cryptocurrency/quotes/latest";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_key_is_said_loudly_without_the_key_and_the_next_source_is_used()
    {
        await using var world = await IngestWorld.CreateAsync(Cancelled, "--Sources:CoinMarketCap:ApiKey=not-a-key-of-anybody");
        await world.StartIngestAsync(Cancelled);
        await world.WaitForQuotesAsync(2, Cancelled);

        Assert.All(await world.QuotesAsync(Cancelled), quote => Assert.Equal("demo:coinmarketcap-keyless", quote.Source));
        var log = world.Log.ToString();
        Assert.Equal(2, log.Split("Error: demo:coinmarketcap refuses the API key").Length);
        Assert.Contains("Parameters:coinmarketcap-api-key", log, StringComparison.Ordinal);
        Assert.DoesNotContain("not-a-key-of-anybody", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_key_is_used()
    {
        await using var world = await IngestWorld.CreateAsync(Cancelled, "--Sources:CoinMarketCap:ApiKey=b54bcf4d-1bca-4e8e-9a24-22ff2c3d462c");
        await world.StartIngestAsync(Cancelled);
        await world.WaitForQuotesAsync(1, Cancelled);

        Assert.Equal("demo:coinmarketcap", (await world.QuotesAsync(Cancelled))[0].Source);
    }

    [Theory]
    [InlineData(200, "<html>One moment</html>")]
    [InlineData(200, """{"status": {"error_code": 0}, "data": []}""")]
    [InlineData(200, """{"status": {"error_code": 1011, "error_message": "You've hit an IP rate limit."}}""")]
    [InlineData(429, "{}")]
    [InlineData(200, """{"data": [{"id": 1, "quote": [{"symbol": "USD", "price": 0, "last_updated": "2026-01-01T00:00:00Z"}]}]}""")]
    [InlineData(200, """{"data": [{"id": 1, "quote": [{"symbol": "USD", "price": 1000000000000, "last_updated": "2026-01-01T00:00:00Z"}]}]}""")]
    public async Task A_source_that_gives_garbage_is_followed_by_the_next(int status, string body)
    {
        using var network = new StubHttp().Answer(KeylessPath, body, (HttpStatusCode)status);
        await using var world = await IngestWorld.CreateAsync(Cancelled);
        await world.StartIngestAsync(Cancelled, builder => builder.Services.AddHttpClient("coinmarketcap").ConfigurePrimaryHttpMessageHandler(() => network));
        await world.WaitForQuotesAsync(2, Cancelled);

        Assert.All(await world.QuotesAsync(Cancelled), quote => Assert.Equal("demo:coinbase", quote.Source));
    }
}
