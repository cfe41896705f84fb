using BtcTracker.AppHost;
using BtcTracker.AppHost.Publishing;
using BtcTracker.AppHost.Running;
using BtcTracker.Market.Files;
using Microsoft.Extensions.DependencyInjection;

if (VerbArguments.Find(args) is { } verb)
{
    return await UserErrors.ReportAsync(() => FileVerb.RunAsync(verb));
}

return await UserErrors.ReportAsync(async () =>
{
    SettingNames.Check(args);
    var builder = AppHostDefaults.CreateBuilder(args);
    ApiKey.HideFromChildren();
    ParentWatch.Begin(builder.Configuration);
    var market = await MarketModeDecision.MakeAsync(builder);
    var interval = IngestInterval.Read(builder.Configuration, market.Mode);
    var apiKey = builder.AddParameter(ResourceNames.CoinMarketCapApiKey, () => ApiKey.Read(builder.Configuration), secret: true);

    // Only on this machine: a deployment reads the real market into DynamoDB on AWS.
    var dynamodb = builder.ExecutionContext.IsRunMode ? builder.AddStore(market) : null;
    var simulation = market.IsSimulated ? builder.AddMarketSim(market) : null;

    builder.AddService<Projects.BtcTracker_Ingest>(ResourceNames.Ingest)
        .WithEnvironment("Ingest__Interval", interval)
        .WithRates(builder.Configuration)
        .WithKey(apiKey, market)
        .WithMarket(market)
        .WithSources(builder.Configuration, simulation)
        .WithStore(market, dynamodb);

    builder.AddService<Projects.BtcTracker_Web>(ResourceNames.Web)
        .WithExternalHttpEndpoints()
        .WithHttpHealthCheck("/health")
        .WithSettings(builder.Configuration, SettingNames.WebLimits)
        .WithMarket(market)
        .WithStore(market, dynamodb)
        .OnResourceReady(Announcement.OfPage);

    builder.Services.AddHostedService<OrderedStop>();
    builder.AddPublication();
    Announcement.OfStart(market, interval);
    await builder.Build().RunAsync();
});

// Internal, so that Program in the tests means the web's.
internal partial class Program;
