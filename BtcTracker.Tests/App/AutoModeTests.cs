using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.App;

/// <summary>What a run without <c>Market:Mode</c> takes for its market.</summary>
[Trait("Level", "App")]
[Slow]
public sealed class AutoModeTests : IDisposable
{
    private const string Dashboard = "Dashboard: ";

    // Port 9 is "discard": nothing listens there, so the connection is refused at once.
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_key_stored_prices_or_a_source_it_is_demo()
    {
        using var appHost = Start(coinbase: Nowhere);
        Assert.Equal("demo, because no key is configured and no source of real prices responds", await MarketAsync(appHost));
        await appHost.PageAsync(Token);
        await Eventually.IsTrueAsync(() => appHost.Output.Any(line => line.StartsWith(Dashboard, StringComparison.Ordinal)), Token);
        Assert.Contains(appHost.Output, line => line.Contains("To go live, ", StringComparison.Ordinal));
        Assert.Equal(5, appHost.Output.Count);
        Assert.Empty(appHost.Errors);
        await AssertOnlyTheTokenOpensAsync(
            new Uri(appHost.Output.Single(line => line.StartsWith(Dashboard, StringComparison.Ordinal))[Dashboard.Length..])
        );
    }

    [Fact]
    public async Task A_key_makes_it_live_and_the_key_is_not_shown()
    {
        using var appHost = Start(coinbase: Nowhere, "--Parameters:coinmarketcap-api-key=0123-secret-4567");
        Assert.Equal("live, because a CoinMarketCap key is configured", await MarketAsync(appHost));
        await appHost.PageAsync(Token);
        Assert.DoesNotContain(appHost.Output.Concat(appHost.Errors), line => line.Contains("0123-secret-4567", StringComparison.Ordinal));
    }

    [Slow]
    [Fact]
    public async Task A_source_that_answers_makes_it_live_and_the_prices_that_it_stored_keep_it_so()
    {
        await using (var coinbase = await StubServer.StartAsync(Token))
        {
            coinbase.Answer(
                "/products/BTC-USD/ticker",
                context => context.Response.WriteAsJsonAsync(new { price = "64231.57", time = TimeProvider.System.GetUtcNow() }, Token)
            );
            using var appHost = Start(coinbase.Address);
            Assert.Equal("live, because Coinbase answers", await MarketAsync(appHost));
            using var web = new HttpClient { BaseAddress = await appHost.PageAsync(Token) };
            var quote = await Eventually.GetAsync(
                () => web.GetFromJsonAsync<JsonElement>("/api/v1/quotes/latest", Token),
                body => body.TryGetProperty("price", out _),
                Token
            );
            Assert.Equal(64231.57m, quote.GetProperty("price").GetDecimal());
            Assert.Equal("coinbase", quote.GetProperty("source").GetString());
            await appHost.StopAsync(Token);
        }

        using var offline = Start(coinbase: Nowhere);
        Assert.Equal("live, because the store has real prices", await MarketAsync(offline));
    }

    [Fact]
    public async Task An_imported_history_makes_it_live_before_the_first_quote()
    {
        await File.WriteAllLinesAsync(
            _folder.PathOf("days.csv"),
            ["date,open,high,low,close", "2024-01-01,42288.58,44220.78,42180.77,44180"],
            Token
        );
        using var import = new AppHostProcess(_folder.Path, ["import", "days.csv", "--interval", "1d"]);
        Assert.Equal(0, await import.ExitCodeAsync(Token));

        using var offline = Start(coinbase: Nowhere);

        Assert.Equal("live, because the store has real prices", await MarketAsync(offline));
    }

    private static async Task AssertOnlyTheTokenOpensAsync(Uri link)
    {
        Assert.StartsWith("/login?t=", link.PathAndQuery, StringComparison.Ordinal);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var right = await http.GetAsync(link, Token);
        using var wrong = await http.GetAsync(new Uri(link.OriginalString[..^1] + (link.OriginalString[^1] == '0' ? '1' : '0')), Token);
        Assert.Equal((HttpStatusCode.Redirect, true), (right.StatusCode, right.Headers.Contains("Set-Cookie")));
        Assert.False(wrong.Headers.Contains("Set-Cookie"), $"{wrong.StatusCode}");
    }

    private AppHostProcess Start(Uri coinbase, params string[] more) =>
        new(
            _folder.Path,
            [
                $"--Sources:CoinMarketCap:BaseAddress={Nowhere}",
                $"--Sources:Coinbase:BaseAddress={coinbase}",
                $"--Sources:Bitstamp:BaseAddress={Nowhere}",
                $"--Sources:Kraken:BaseAddress={Nowhere}",
                $"--Sources:EuropeanCentralBank:BaseAddress={Nowhere}",
                .. more,
            ]
        );

    private static async Task<string> MarketAsync(AppHostProcess appHost)
    {
        const string Label = "Market: ";
        await Eventually.IsTrueAsync(
            () => appHost.HasExited || appHost.Output.Any(line => line.StartsWith(Label, StringComparison.Ordinal)),
            Token
        );
        Assert.False(appHost.HasExited, string.Join('\n', appHost.Errors));
        return appHost.Output.First(line => line.StartsWith(Label, StringComparison.Ordinal))[Label.Length..].Split(';')[0];
    }
}
