using System.Net.Http.Json;
using BtcTracker.Ingest.Sources;
using BtcTracker.MarketSim;
using Microsoft.AspNetCore.Builder;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>The simulated market on a free port, and a client that is let in everywhere.</summary>
internal sealed class MarketSimHost : IAsyncDisposable
{
    /// <summary>A key that the simulated market takes: CoinMarketCap's public one for tests.</summary>
    public const string Key = "b54bcf4d-1bca-4e8e-9a24-22ff2c3d462c";

    private MarketSimHost(WebApplication app)
    {
        App = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Add("X-CMC_PRO_API_KEY", Key);
        Client.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1.0");
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public string Address => App.Urls.Single();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<MarketSimHost> StartAsync(TimeProvider? clock, params string[] arguments)
    {
        var app = MarketSimApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. arguments], clock);
        await app.StartAsync(Token);
        return new MarketSimHost(app);
    }

    /// <summary>Asks, as a source does.</summary>
    public async Task<SourceResponse> AskAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), Token);
        return new SourceResponse(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(Token),
            BtcTracker.ServiceDefaults.Http.RetryAfterOf(response, DateTimeOffset.UnixEpoch)
        );
    }

    /// <summary>Asks for a fault, an object or JSON text.</summary>
    public Task<HttpResponseMessage> PostFaultAsync(object fault) =>
        fault is string json
            ? Client.PostAsync(new Uri("/faults", UriKind.Relative), new StringContent(json), Token)
            : Client.PostAsJsonAsync(new Uri("/faults", UriKind.Relative), fault, Token);

    /// <summary>Makes a fault.</summary>
    public async Task FaultAsync(object fault)
    {
        using var answer = await PostFaultAsync(fault);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Calls all faults off.</summary>
    public async Task ClearFaultsAsync() => (await Client.DeleteAsync(new Uri("/faults", UriKind.Relative), Token)).Dispose();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
