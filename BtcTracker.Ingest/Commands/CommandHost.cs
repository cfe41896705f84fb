using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;

namespace BtcTracker.Ingest.Commands;

/// <summary>The store for one verb, configured as for the worker, without the worker, its log and its telemetry.</summary>
internal static class CommandHost
{
    /// <summary>Runs a verb over the store.</summary>
    /// <returns>The verb's exit code; 1 where the configuration is wrong, said on stderr.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> settings, Func<IServiceProvider, Task<int>> verb) =>
        StartUp.RunAsync(() => Build(settings), host => verb(host.Services));

    private static IHost Build(IReadOnlyList<string> settings)
    {
        var builder = Host.CreateApplicationBuilder([.. settings]);
        builder.Logging.ClearProviders();
        builder.AddPriceWriter();
        builder
            .Services.AddOptions<IngestOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Bind(configuration))
            .Validate(options => options.KnowsMode, "Market:Mode is not known: take live, demo or replay.")
            .ValidateOnStart();
        return builder.Build();
    }
}
