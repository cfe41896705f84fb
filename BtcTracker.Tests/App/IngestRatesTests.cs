using System.Net;
using BtcTracker.Ingest;
using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>Currency rates of two sources, over a network that the test makes and a real store.</summary>
[Trait("Level", "App")]
public sealed class IngestRatesTests : IAsyncLifetime
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Quotes = "/v3/cryptocurrency/quotes/latest";
    private const string Bank = "/stats/eurofxref/eurofxref-daily.xml";
    private const string Dollar = "<Cube currency='USD' rate='1.25'/><Cube currency='JPY' rate='187.5'/>";

    private static readonly string Paid = $$$$"""
        {"status": {"credit_count": 8}, "data": [{"id": 1, "quote": {
          "USD": {"price": 60000, "last_updated": "{{{{IngestParts.Noon:yyyy-MM-dd'T'HH:mm:ss'Z'}}}}"}, "EUR": {"price": 55200.6}, "ARS": {"price": 84000000}}}]}
        """;

    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly StubHttp _network = new();
    private readonly LogKeeper<RatesWorker> _log = new();
    private IngestWorld? _world;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await IngestWorld.StartAsync();
        await _world.Writer.EnsureTableAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _network.Dispose();
        await _world!.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_key_the_rates_are_the_banks()
    {
        _network.Answer(Bank, EuropeanCentralBankTests.File("2026-11-20", Dollar));
        await RunUntilSaidAsync("live", key: "", "Stored the rates of 2 currencies from ecb as of 2026-11-20");

        var rates = await _world!.Reader.FindRatesAsync(Token);
        Assert.Equal(new Dictionary<string, decimal> { ["EUR"] = 0.8m, ["JPY"] = 150m }, rates!.PerDollar);
        Assert.Equal("ecb", rates.Source);
    }

    [Fact]
    public async Task With_a_key_they_are_CoinMarketCaps_and_the_bank_completes_them()
    {
        _network.Answer(Quotes, Paid).Answer(Bank, EuropeanCentralBankTests.File("2026-11-20", Dollar));
        await RunUntilSaidAsync("live", Key, "Stored the rates of 3 currencies from coinmarketcap");

        var rates = await _world!.Reader.FindRatesAsync(Token);
        Assert.Equal((0.92001m, 1400m, 150m), (rates!.PerDollar["EUR"], rates.PerDollar["ARS"], rates.PerDollar["JPY"]));
        Assert.Equal(new RateOrigin("coinmarketcap", IngestParts.Noon), rates.OriginOf("ARS"));
        Assert.Equal(new RateOrigin("ecb", new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero)), rates.OriginOf("JPY"));
    }

    [Fact]
    public async Task Rates_that_are_here_are_not_paid_for_again_on_the_same_day()
    {
        _network.Answer(Quotes, Paid).Answer(Bank, EuropeanCentralBankTests.File("2026-11-20", Dollar));
        await RunUntilSaidAsync("live", Key, "Stored the rates of 3 currencies from coinmarketcap");
        using var second = Ingest("live", Key, "true");
        var worker = WorkerOf(second);
        await worker.StartAsync(Token);
        await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1 || worker.ExecuteTask!.IsCompleted, Token);
        await worker.StopAsync(Token);

        Assert.Equal(1, _network.CountOf(Quotes));
    }

    [Fact]
    public async Task Where_the_plan_refuses_several_currencies_the_banks_rates_are_stored_and_no_line_shows_the_key()
    {
        _network
            .Answer(
                Quotes,
                $$$"""{"status": {"error_code": 400, "error_message": "Your plan {{{Key}}} is limited to 1 convert options"}}""",
                HttpStatusCode.BadRequest
            )
            .Answer(Bank, EuropeanCentralBankTests.File("2026-11-20", Dollar));
        await RunUntilSaidAsync("live", Key, "Stored the rates of 2 currencies from ecb");

        Assert.Contains(
            _log.Lines,
            line => line.Message.StartsWith("CoinMarketCap's currency rates could not be read", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(_log.Lines, line => line.Message.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_refused_leaves_the_rates_that_are_here_and_is_asked_for_again_in_an_hour()
    {
        var old = new CurrencyRates(IngestParts.Noon.AddDays(-2), "ecb", new Dictionary<string, decimal> { ["EUR"] = 0.7m });
        await _world!.Writer.TryPutRatesAsync(old, Token);
        _network.Answer(Bank, EuropeanCentralBankTests.File("2026-11-20", "<Cube currency='USD' rate='0'/>"));
        await RunUntilSaidAsync(
            "live",
            key: "",
            "The rate '0' of USD is not valid.",
            then: async () =>
            {
                await Eventually.IsTrueAsync(() => _clock.WaitingTimers == 1, Token);
                _clock.Advance(TimeSpan.FromHours(1));
                await Eventually.IsTrueAsync(() => _network.CountOf(Bank) == 2, Token);
            }
        );

        Assert.Equal(0.7m, (await _world.Reader.FindRatesAsync(Token))!.PerDollar["EUR"]);
    }

    [Theory]
    [InlineData("live", "false")]
    [InlineData("replay", "true")]
    public async Task Nothing_is_asked_where_rates_are_off_and_in_a_replay(string mode, string rates)
    {
        using var ingest = Ingest(mode, Key, rates);
        var worker = WorkerOf(ingest);
        await worker.StartAsync(Token);
        await worker.ExecuteTask!;

        Assert.Empty(_network.Requests);
    }

    [Fact]
    public async Task A_demo_has_the_simulated_banks_rates_and_the_page_labels_them_as_such()
    {
        await using var ingest = new IngestProcess(_world!.Environment());
        await ingest.WaitForAsync("Stored the rates of 5 currencies from demo:ecb");
        await ingest.StopAsync();

        await using var site = _world.Site();
        using var response = await WebSite.AskUntilAsync(
            site.CreateClient(),
            "/api/v1/rates",
            (_, body) => body.Contains("demo:ecb", StringComparison.Ordinal)
        );
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains("demo: European Central Bank", body, StringComparison.Ordinal);
        Assert.DoesNotContain("ARS", body, StringComparison.Ordinal);
    }

    private static RatesWorker WorkerOf(IHost ingest) => ingest.Services.GetServices<IHostedService>().OfType<RatesWorker>().Single();

    private async Task RunUntilSaidAsync(string mode, string key, string text, Func<Task>? then = null)
    {
        using var ingest = Ingest(mode, key, "true");
        var worker = WorkerOf(ingest);
        await worker.StartAsync(Token);
        await Eventually.IsTrueAsync(
            () => worker.ExecuteTask!.IsCompleted || _log.Lines.Any(line => line.Message.Contains(text, StringComparison.Ordinal)),
            Token
        );
        Assert.False(worker.ExecuteTask!.IsCompleted, $"{worker.ExecuteTask.Exception}");
        await (then?.Invoke() ?? Task.CompletedTask);
        await worker.StopAsync(Token);
    }

    private IHost Ingest(string mode, string key, string rates)
    {
        var builder = IngestApp.CreateBuilder(
            _world!.Arguments(
                ("Market__Mode", mode),
                ("Ingest__Interval", "5m"),
                ("Ingest__Rates", rates),
                ("Sources__CoinMarketCap__ApiKey", key)
            )
        );
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<ILogger<RatesWorker>>(_log);
        foreach (var name in new[] { SourcesExtensions.CoinMarketCapHttp, SourcesExtensions.EuropeanCentralBankHttp })
        {
            builder.Services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => _network);
        }

        return builder.Build();
    }
}
