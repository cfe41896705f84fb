using System.Net;
using System.Net.Http.Headers;
using BtcTracker.Market;
using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Sources;

/// <summary>Registers the sources, in the order in which they are asked.</summary>
public static class SourcesExtensions
{
    /// <summary>The name of CoinMarketCap's HTTP client.</summary>
    public const string CoinMarketCapClient = "coinmarketcap";

    /// <summary>The name of Coinbase's HTTP client.</summary>
    public const string CoinbaseClient = "coinbase";

    /// <summary>Registers CoinMarketCap with a key where there is one, CoinMarketCap without, and Coinbase.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services)
    {
        services.AddOptions<CoinMarketCapOptions>().BindConfiguration(CoinMarketCapOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CoinMarketCapOptions>, ValidateCoinMarketCapOptions>();
        services.AddOptions<CoinbaseOptions>().BindConfiguration(CoinbaseOptions.Section);
        services.AddSourceClient(CoinMarketCapClient, provider => provider.GetRequiredService<IOptions<CoinMarketCapOptions>>().Value.BaseAddress);
        services.AddSourceClient(CoinbaseClient, provider => provider.GetRequiredService<IOptions<CoinbaseOptions>>().Value.BaseAddress);
        services.AddSingleton(Coinbase);
        services.AddSingleton<ICandleSource>(provider => provider.GetRequiredService<CoinbaseSource>());
        services.AddSingleton(InOrder);
        return services;
    }

    private static IReadOnlyList<IQuoteSource> InOrder(IServiceProvider provider)
    {
        var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(CoinMarketCapClient);
        var (mode, clock) = (ModeOf(provider), provider.GetRequiredService<TimeProvider>());
        var keyless = CoinMarketCapSource.Keyless(client, mode, clock);
        var coinbase = provider.GetRequiredService<CoinbaseSource>();
        return provider.GetRequiredService<IOptions<CoinMarketCapOptions>>().Value.ApiKey is { Length: > 0 } key
            ? [CoinMarketCapSource.WithKey(client, mode, key, clock), keyless, coinbase]
            : [keyless, coinbase];
    }

    private static CoinbaseSource Coinbase(IServiceProvider provider) => new(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(CoinbaseClient),
        ModeOf(provider),
        provider.GetRequiredService<TimeProvider>());

    private static MarketMode ModeOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<IngestOptions>>().Value.Mode;

    private static void AddSourceClient(this IServiceCollection services, string name, Func<IServiceProvider, Uri> address) => services
        .AddHttpClient(name, (provider, client) =>
        {
            client.BaseAddress = address(provider);
            client.Timeout = Timeout.InfiniteTimeSpan; // Each try has its own limit.
            client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("BtcTracker", "1.0"));
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false, // A redirection would carry the key to another host.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        .RemoveAllLoggers()
        .AddStandardResilienceHandler()
        .AddHttpMessageHandler(provider => new SimulatedMarketGuard(ModeOf(provider)));
}
