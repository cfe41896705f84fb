using System.Net;
using System.Text.Json;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Market;
using BtcTracker.MarketSim.Faults;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.Unit.MarketSim;

/// <summary>Faults that are asked for, over HTTP.</summary>
[Trait("Level", "Unit")]
public sealed class FaultTests : IAsyncLifetime
{
    private const string Keyless = "/public-api/v3/cryptocurrency/quotes/latest";
    private const string Ticker = "/products/BTC-USD/ticker";

    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 21, 13, 14, 15, TimeSpan.Zero));
    private MarketSimHost _market = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _market = await MarketSimHost.StartAsync(_clock);

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    [Fact]
    public async Task A_status_is_answered_only_on_its_route_and_as_often_as_requested()
    {
        await _market.FaultAsync(
            new
            {
                route = "/products",
                status = 503,
                retryAfter = 7,
                count = 2,
            }
        );

        Assert.Equal(HttpStatusCode.OK, (await QuotesAsync()).Status);
        for (var answers = 0; answers < 2; answers++)
        {
            var failed = await _market.AskAsync(Ticker);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(7)), (failed.Status, failed.RetryAfter));
        }

        Assert.Equal(HttpStatusCode.OK, (await _market.AskAsync(Ticker)).Status);
    }

    [Fact]
    public async Task A_fault_for_a_time_ends_with_it_and_others_when_they_are_called_off()
    {
        await _market.FaultAsync(
            new
            {
                route = Keyless,
                errorCode = 1008,
                seconds = 30,
            }
        );
        await _market.FaultAsync(new { route = Ticker, status = 500 });
        Assert.Equal(HttpStatusCode.TooManyRequests, (await QuotesAsync()).Status);
        using (var response = JsonDocument.Parse((await _market.AskAsync("/faults")).Body))
        {
            Assert.Equal([1, 0], response.RootElement.EnumerateArray().Select(fault => fault.GetProperty("hits").GetInt32()));
        }

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, (await QuotesAsync()).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _market.AskAsync(Ticker)).Status);

        await _market.ClearFaultsAsync();
        Assert.Equal(HttpStatusCode.OK, (await _market.AskAsync(Ticker)).Status);
        Assert.Equal("[]", (await _market.AskAsync("/faults")).Body);
    }

    [Theory]
    [InlineData("/faults")]
    [InlineData("/faults/")]
    public async Task A_fault_of_every_route_does_not_apply_to_the_routes_that_clear_it(string address)
    {
        await _market.FaultAsync(new { route = "*", status = 500 });

        using var answer = await _market.Client.DeleteAsync(new Uri(address, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("[]", (await _market.AskAsync("/faults")).Body);
    }

    [Fact]
    public async Task A_delayed_answer_comes_when_its_time_has_passed()
    {
        await _market.FaultAsync(new { route = "*", delay = 2.5 });
        var timers = _clock.WaitingTimers;
        var answer = _market.AskAsync(Ticker);
        await Eventually.IsTrueAsync(() => _clock.WaitingTimers > timers, Token);
        Assert.False(answer.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(2.5));

        Assert.Equal(HttpStatusCode.OK, (await answer).Status);
    }

    [Fact]
    public async Task A_cut_body_ends_before_its_length()
    {
        await _market.FaultAsync(new { route = "*", body = "cut" });

        await Assert.ThrowsAsync<HttpRequestException>(() => _market.AskAsync(Ticker));
    }

    [Theory]
    [InlineData("html")]
    [InlineData("empty")]
    public async Task Garbage_takes_the_bodys_place(string body)
    {
        await _market.FaultAsync(new { route = "*", body });

        var answer = await _market.AskAsync(Ticker);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Throws<SourceException>(() => CoinbaseParser.ToQuote(answer, Symbol.BtcUsd, default, "test"));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("null")]
    [InlineData("\"64,231.5\"")]
    public async Task A_text_takes_the_prices_place(string price)
    {
        await _market.FaultAsync(new { route = "*", price });

        foreach (var path in new[] { Ticker, $"{Keyless}?id=1" })
        {
            Assert.Contains($"\"price\":{price}", (await _market.AskAsync(path)).Body, StringComparison.Ordinal);
        }

        Assert.Contains($"\"c\":[{price},", (await _market.AskAsync("/0/public/Ticker?pair=XBTUSD")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_takes_the_prices_place()
    {
        await _market.FaultAsync("""{"route": "*", "price": -1}""");

        Assert.Contains("\"price\":-1,", (await _market.AskAsync(Ticker)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_price_and_its_time_do_not_move()
    {
        await _market.FaultAsync(new { route = "*", price = "stale" });
        var first = await QuoteAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(first, await QuoteAsync());
    }

    [Fact]
    public async Task A_jumping_price_takes_its_market_capitalization_with_it()
    {
        var before = await QuoteAsync();
        await _market.FaultAsync(
            new
            {
                route = "*",
                price = "jump",
                factor = 3,
            }
        );
        var after = await QuoteAsync();

        Assert.Equal((before.Price * 3, before.CirculatingSupply), (after.Price, after.CirculatingSupply));
        Assert.Equal(after.Price * after.CirculatingSupply, after.MarketCap);
    }

    [Theory]
    [InlineData("""{"status": 500}""", "route", "/products/{product}/ticker")]
    [InlineData("""{"route": "/v4", "status": 500}""", "route", "* for all routes")]
    [InlineData("""{"route": "/status", "status": 500}""", "route", "* for all routes")]
    [InlineData("""{"route": "/faults", "status": 500}""", "route", "* for all routes")]
    [InlineData("""{"route": "*"}""", "status", "at least one of")]
    [InlineData("""{"route": "*", "status": 99}""", "status", "from 200 to 599")]
    [InlineData("""{"route": "*", "status": "broken"}""", "status", "not of the field's type")]
    [InlineData("""{"route": "*", "errorCode": 1234}""", "errorCode", "400, 500, 1001")]
    [InlineData("""{"route": "*", "delay": 0}""", "delay", "at most 600")]
    [InlineData("""{"route": "*", "body": "long"}""", "body", "cut, html, empty")]
    [InlineData("""{"route": "*", "body": "cut", "retryAfter": 3}""", "retryAfter", "with status or errorCode")]
    [InlineData("""{"route": "*", "price": "stale", "factor": 3}""", "factor", "with the price jump")]
    [InlineData("""{"route": "*", "status": 500, "count": 0}""", "count", "from 1 to")]
    [InlineData("""{"route": "*", "status": 500, "seconds": -1}""", "seconds", "at most 86400")]
    [InlineData("""{"route": "*", "status": 500, "colour": "red"}""", "colour", "no field of a fault")]
    [InlineData("""{"route": "*", """, "body", "not a JSON object")]
    [InlineData("[]", "body", "not a JSON object")]
    [InlineData("", "body", "not a JSON object")]
    public async Task A_fault_that_cannot_be_made_is_refused_with_the_field_and_what_it_takes(string json, string field, string allowed)
    {
        using var answer = await _market.PostFaultAsync(json);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));

        Assert.Equal(
            (HttpStatusCode.BadRequest, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType)
        );
        Assert.Contains(allowed, problem.RootElement.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("[]", (await _market.AskAsync("/faults")).Body);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.168.7.9", false)]
    [InlineData("::ffff:192.168.7.9", false)]
    [InlineData("2001:db8::7", false)]
    public void Only_this_machine_makes_faults_and_sees_them(string address, bool isHere)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

        Assert.Equal(isHere, Loopback.IsCaller(context));
    }

    private Task<SourceResponse> QuotesAsync() => _market.AskAsync($"{Keyless}?id=1");

    private async Task<Quote> QuoteAsync() => CoinMarketCapParser.ToQuote(await QuotesAsync(), Symbol.BtcUsd, default, "test");
}
