using BtcTracker.Ingest;
using BtcTracker.Ingest.Sources;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BtcTracker.Tests.App;

/// <summary>What a key adds, over a network that the test makes and a real store.</summary>
[Trait("Level", "App")]
public sealed class IngestKeyTests : IAsyncLifetime
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Plan = "/v1/key/info";
    private const string Quotes = "/v3/cryptocurrency/quotes/latest";
    private const string SmallPlan =
        """{"data": {"plan": {"credit_limit_monthly": 5000, "rate_limit_minute": 30}, "usage": {"current_month": {"credits_left": 1000}}}, "status": {"error_code": 0, "credit_count": 1}}""";

    private readonly ManualTimeProvider _clock = new(IngestParts.Noon);
    private readonly StubHttp _network = new();
    private readonly LogKeeper<CoinMarketCapPlanWorker> _log = new();
    private readonly LogKeeper<RatesWorker> _rates = new();
    private IngestWorld? _world;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Rates =>
        $$$$"""{"status": {"credit_count": 8}, "data": [{"id": 1, "quote": {"USD": {"price": 60000, "last_updated": "{{{{IngestParts.Noon:yyyy-MM-dd'T'HH:mm:ss'Z'}}}}"}, "EUR": {"price": 55200.6}}}]}""";

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
    public async Task The_plan_is_logged_the_rates_are_stored_and_their_cost_is_counted()
    {
        _network.Answer(Plan, SmallPlan).Answer(Quotes, Rates);
        using var ingest = Ingest("live", Key);

        await RunUntilAsync(
            WorkerOf<CoinMarketCapPlanWorker>(ingest),
            () => _log.Lines.Any(line => line.Message.Contains("8 credits per day", StringComparison.Ordinal))
        );
        await RunUntilAsync(
            WorkerOf<RatesWorker>(ingest),
            () => _rates.Lines.Any(line => line.Message.Contains("Stored the rates of 1 currencies", StringComparison.Ordinal))
        );

        Assert.Equal(new KeyInfo(5000, 992, 30), ingest.Services.GetRequiredService<PlanCredits>().Info);
        Assert.Equal(0.92001m, (await _world!.Reader.FindRatesAsync(Token))!.PerDollar["EUR"]);
        Assert.Equal("?id=1&convert=USD,EUR,GBP,MXN,COP,ARS,BRL,JPY", _network.Requests.Last().RequestUri!.Query);
        Assert.Contains(_log.Lines, line => line.Message.Contains("every 00:15:00 and 8 credits per day", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Message.Contains(Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("live", "")]
    [InlineData("demo", Key)]
    public async Task Without_a_key_and_in_a_simulated_market_nothing_is_asked(string mode, string key)
    {
        using var ingest = Ingest(mode, key);
        var worker = WorkerOf<CoinMarketCapPlanWorker>(ingest);

        await worker.StartAsync(Token);
        await worker.ExecuteTask!;

        Assert.Empty(_network.Requests);
    }

    private static T WorkerOf<T>(IHost ingest)
        where T : BackgroundService => ingest.Services.GetServices<IHostedService>().OfType<T>().Single();

    private static async Task RunUntilAsync(BackgroundService worker, Func<bool> isDone)
    {
        await worker.StartAsync(Token);
        await Eventually.IsTrueAsync(() => isDone() || worker.ExecuteTask!.IsCompleted, Token);
        Assert.False(worker.ExecuteTask!.IsCompleted, $"{worker.ExecuteTask.Exception}");
        await worker.StopAsync(Token);
    }

    private IHost Ingest(string mode, string key)
    {
        var builder = IngestApp.CreateBuilder(
            _world!.Arguments(("Market__Mode", mode), ("Ingest__Interval", "5m"), ("Sources__CoinMarketCap__ApiKey", key))
        );
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<ILogger<CoinMarketCapPlanWorker>>(_log);
        builder.Services.AddSingleton<ILogger<RatesWorker>>(_rates);
        builder.Services.AddHttpClient(SourcesExtensions.CoinMarketCapHttp).ConfigurePrimaryHttpMessageHandler(() => _network);
        return builder.Build();
    }
}
