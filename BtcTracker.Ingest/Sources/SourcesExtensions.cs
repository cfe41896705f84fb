using System.Net;
using System.Net.Http.Headers;
using BtcTracker.Ingest.Sources.Bitstamp;
using BtcTracker.Ingest.Sources.Coinbase;
using BtcTracker.Ingest.Sources.CoinMarketCap;
using BtcTracker.Ingest.Sources.EuropeanCentralBank;
using BtcTracker.Ingest.Sources.Kraken;
using BtcTracker.Market;
using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest.Sources;

/// <summary>Registers the sources, in the order in which they are called.</summary>
public static class SourcesExtensions
{
    /// <summary>The name of CoinMarketCap's HTTP client.</summary>
    public const string CoinMarketCapHttp = "coinmarketcap";

    /// <summary>The name of Coinbase's HTTP client.</summary>
    public const string CoinbaseHttp = "coinbase";

    /// <summary>The name of Bitstamp's HTTP client.</summary>
    public const string BitstampHttp = "bitstamp";

    /// <summary>The name of Kraken's HTTP client.</summary>
    public const string KrakenHttp = "kraken";

    /// <summary>The name of the European Central Bank's HTTP client.</summary>
    public const string EuropeanCentralBankHttp = "ecb";

    /// <summary>
    /// Registers CoinMarketCap without an API key and, if there is one, with it; Coinbase; and in live mode Bitstamp and Kraken. The
    /// simulated market has only Kraken's ticker, which is used for live ticks in demo.
    /// </summary>
    public static IServiceCollection AddSources(this IServiceCollection services)
    {
        SourceOptions.Register(services);
        services.AddSourceClient(CoinMarketCapHttp, SourceOptions.CoinMarketCap);
        services.AddSourceClient(CoinbaseHttp, SourceOptions.Coinbase);
        services.AddSourceClient(BitstampHttp, SourceOptions.Bitstamp);
        services.AddSourceClient(KrakenHttp, SourceOptions.Kraken);
        services.AddSourceClient(EuropeanCentralBankHttp, SourceOptions.EuropeanCentralBank, "application/xml");
        services.AddSingleton(provider => new CoinbaseSource(provider.ClientOf(CoinbaseHttp), ModeOf(provider), ClockOf(provider)));
        services.AddSingleton(provider => new BitstampSource(provider.ClientOf(BitstampHttp), ModeOf(provider), ClockOf(provider)));
        services.AddSingleton(provider => new KrakenSource(provider.ClientOf(KrakenHttp), ModeOf(provider), ClockOf(provider)));
        services.AddSingleton(provider => CreditBudget.Of(provider.GetRequiredService<IOptions<IngestOptions>>().Value));
        services.AddSingleton(provider => new EuropeanCentralBankSource(
            provider.ClientOf(EuropeanCentralBankHttp),
            ModeOf(provider),
            ClockOf(provider)
        ));
        services.AddSingleton<PlanCredits>();
        services.AddSingleton(provider => new CoinMarketCapClient(
            provider.ClientOf(CoinMarketCapHttp),
            KeyOf(provider),
            ClockOf(provider)
        ));
        services.AddSingleton<CoinMarketCapKey>();
        services.AddSingleton<CoinMarketCapRates>();
        services.AddSingleton<ICandleSource>(CandlesInOrder);
        services.AddSingleton(QuotesInOrder);
        return services;
    }

    private static IReadOnlyList<IQuoteSource> QuotesInOrder(IServiceProvider provider)
    {
        var (client, mode, clock) = (provider.ClientOf(CoinMarketCapHttp), ModeOf(provider), ClockOf(provider));
        IEnumerable<IQuoteSource> coinMarketCap =
            KeyOf(provider) is { } key && provider.GetRequiredService<PlanCredits>() is var planCredits
                ?
                [
                    CoinMarketCapSource.WithKey(client, mode, key, clock, planCredits),
                    CoinMarketCapSource.Keyless(client, mode, clock, planCredits),
                ]
                : [CoinMarketCapSource.Keyless(client, mode, clock)];
        IEnumerable<IQuoteSource> live = mode == MarketMode.Live ? [provider.GetRequiredService<KrakenSource>()] : [];
        return [.. coinMarketCap, provider.GetRequiredService<CoinbaseSource>(), .. live];
    }

    private static CandleSources CandlesInOrder(IServiceProvider provider)
    {
        IEnumerable<ICandleSource> live =
            ModeOf(provider) == MarketMode.Live
                ? [provider.GetRequiredService<BitstampSource>(), provider.GetRequiredService<KrakenSource>()]
                : [];
        return new CandleSources(
            [provider.GetRequiredService<CoinbaseSource>(), .. live],
            provider.GetRequiredService<IngestMetrics>(),
            ClockOf(provider),
            provider.GetRequiredService<ILogger<CandleSources>>()
        );
    }

    private static HttpClient ClientOf(this IServiceProvider provider, string name) =>
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    private static TimeProvider ClockOf(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static MarketMode ModeOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<IngestOptions>>().Value.Mode;

    private static string? KeyOf(IServiceProvider provider) =>
        provider.OptionsOf(SourceOptions.CoinMarketCap).ApiKey is { Length: > 0 } key ? key : null;

    private static SourceOptions OptionsOf(this IServiceProvider provider, string section) =>
        provider.GetRequiredService<IOptionsMonitor<SourceOptions>>().Get(section);

    private static void AddSourceClient(this IServiceCollection services, string name, string section, string body = "application/json") =>
        services
            .AddHttpClient(
                name,
                (provider, client) =>
                {
                    client.BaseAddress = provider.OptionsOf(section).BaseAddress;
                    client.Timeout = Timeout.InfiniteTimeSpan; // Each attempt has its own limit.
                    client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(body));
                    client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("BtcTracker", "1.0"));
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AutomaticDecompression = DecompressionMethods.All,
                    AllowAutoRedirect = false, // A redirect would send the key to another host.
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            )
            .RemoveAllLoggers()
            .AddSourceResilience()
            .AddHttpMessageHandler(provider => new SimulatedMarketGuard(ModeOf(provider)));
}
