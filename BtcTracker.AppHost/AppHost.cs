using BtcTracker.AppHost;
using BtcTracker.AppHost.Commands;
using BtcTracker.AppHost.Health;
using BtcTracker.AppHost.Publishing;
using BtcTracker.AppHost.Running;
using BtcTracker.Ingest.Commands;
using BtcTracker.Market;

ProxyVariables.ExceptThisMachine();
OutboundProxy.Use();
if (CommandArguments.Find(args) is { } command)
{
    return await UserErrors.ReportAsync(() => FileCommand.RunAsync(command));
}

return await UserErrors.ReportAsync(async () =>
{
    SettingNames.Check(args);
    SettingNames.CheckVariables(Environment.GetEnvironmentVariables().Keys.Cast<string>());
    var builder = AppHostDefaults.CreateBuilder(args);
    ApiKey.HideFromChildren();
    StatusToken.HideFromChildren();
    AlertSettings.HideFromChildren();
    SourceAddresses.Check(builder.Configuration);
    LimitSettings.Check(builder.Configuration);
    var pathBase = SiteSettings.ReadPathBase(builder.Configuration);
    ParentWatcher.Begin(builder.Configuration);
    var market = await MarketModeDecision.MakeAsync(builder);
    var interval = IngestInterval.Read(builder.Configuration, market.Mode);
    var apiKey = builder.AddParameter(ResourceNames.CoinMarketCapApiKey, () => ApiKey.Read(builder.Configuration), secret: true);

    // Only on this machine: a deployment reads the real market into DynamoDB on AWS.
    var dynamodb = builder.ExecutionContext.IsRunMode ? builder.AddStore(market)?.WithStoreCommands(market) : null;
    var simulation = market.IsSimulated ? builder.AddMarketSim(market).WithMarketCommands() : null;

    builder
        .AddService<Projects.BtcTracker_Ingest>(ResourceNames.Ingest)
        .WithIconName("ArrowDownload")
        .WithEnvironment("Ingest__Interval", interval)
        .WithRates(builder.Configuration)
        .WithDrainTime(builder.Configuration)
        .WithAlerts(builder)
        .WithTick(builder.Configuration, market.Mode, interval)
        .WithKey(apiKey, market)
        .WithMarket(market)
        .WithSources(builder.Configuration, simulation)
        .WithStore(market, dynamodb)
        .WithIngestHealth(market, dynamodb)
        .WithIngestCommands(market)
        .WithRestart();

    builder
        .AddService<Projects.BtcTracker_Web>(ResourceNames.Web)
        .WithIconName("DataTrending")
        .WithPageLinks(pathBase)
        .WithExternalHttpEndpoints()
        .WithHttpHealthCheck(pathBase + "/health")
        .WithSettings(builder.Configuration, [.. LimitSettings.All, .. SiteSettings.All, .. SiteSettings.Holders])
        .WithRawBodies(builder)
        .WithStatusToken(builder)
        .WithPushKey(builder)
        .WithMarket(market)
        .WithStore(market, dynamodb)
        .WithRestart()
        .OnResourceReady(Announcement.OfPage(pathBase));

    builder.AddPublication();
    builder.AnnounceDashboard();
    Announcement.OfStart(market, interval);
    await builder.BuildAndRunAsync();
});

// Internal, so that Program in the tests means the web's.
internal partial class Program;
