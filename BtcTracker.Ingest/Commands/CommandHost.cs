using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;

namespace BtcTracker.Ingest.Commands;

/// <summary>Hosts the store for one command, configured as for the worker, without the worker, its log and its telemetry.</summary>
internal static class CommandHost
{
    /// <summary>Runs a command with the store.</summary>
    /// <returns>The command's exit code; 1 if the configuration is not valid, explained on stderr.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> settings, Func<IServiceProvider, Task<int>> command) =>
        StartUp.RunAsync(() => Build(settings), host => command(host.Services));

    private static IHost Build(IReadOnlyList<string> settings)
    {
        var builder = Host.CreateApplicationBuilder([.. settings]);
        builder.Logging.ClearProviders();
        builder.AddPriceWriter();
        builder
            .Services.AddOptions<IngestOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Bind(configuration))
            .Validate(options => options.KnowsMode, "Market:Mode is not valid. Use live, demo or replay.")
            .ValidateOnStart();
        return builder.Build();
    }
}
